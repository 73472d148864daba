using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using NetMl.ServiceDefaults.Settings;

namespace NetMl.ServiceDefaults.Logs;

/// <summary><c>12:30:59 info Category: message</c>; an exception follows on indented lines.</summary>
sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Category == HostCategory && IsReportedAtExit(logEntry.Exception))
            return;
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(ShortCategory(logEntry.Category));
        textWriter.Write(": ");
        textWriter.WriteLine(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine("    " + exception.ToString().ReplaceLineEndings(Environment.NewLine + "    "));
    }

    /// <summary>The operator gets these as one sentence at the end; the host's log line would bury it in a stack trace.</summary>
    private static bool IsReportedAtExit(Exception? exception) =>
        exception is not null && StartupFailure.Sentence(exception) is not null;

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " trce ",
        LogLevel.Debug => " dbug ",
        LogLevel.Information => " info ",
        LogLevel.Warning => " WARN ",
        LogLevel.Error => " FAIL ",
        _ => " CRIT ",
    };

    private static string ShortCategory(string category) => category[(category.LastIndexOf('.') + 1)..];

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
