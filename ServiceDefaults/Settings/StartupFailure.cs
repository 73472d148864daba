using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace NetMl.ServiceDefaults.Settings;

/// <summary>
/// Ends a process that cannot start with one sentence on standard error and exit code 78 (EX_CONFIG), 1, or 143 (SIGTERM came first),
/// instead of a stack trace and a core dump. Anything unexpected keeps its stack trace.
/// </summary>
static class StartupFailure
{
    private const int ConfigurationExitCode = 78;
    private const int StoppedExitCode = 143;

    private static int _hooked;

    public static void ReportAsOneSentence()
    {
        if (Interlocked.Exchange(ref _hooked, 1) == 0)
            AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    private static void OnUnhandled(object sender, UnhandledExceptionEventArgs unhandled)
    {
        if (unhandled.ExceptionObject is not Exception exception || Sentence(exception) is not { } sentence)
            return;
        Console.Out.Flush();
        Console.Error.WriteLine(sentence);
        Environment.Exit(exception switch
        {
            OperationCanceledException => StoppedExitCode,
            _ when IsAddressInUse(exception) => 1,
            _ => ConfigurationExitCode,
        });
    }

    /// <summary>The sentence for a failure that the operator can repair; null for a bug.</summary>
    internal static string? Sentence(Exception exception) => exception switch
    {
        WrongSettingException wrong => wrong.Message,
        OperationCanceledException => "Stopped before the start was complete.",
        OptionsValidationException wrong => string.Join(' ', wrong.Failures),
        InvalidOperationException wrong when wrong.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => wrong.Message,
        _ when IsAddressInUse(exception) => $"{exception.Message.TrimEnd('.')}: stop the other process or set HTTP_PORT and H2C_PORT to free ports.",
        _ => null,
    };

    private static bool IsAddressInUse(Exception exception) => exception is IOException { InnerException: AddressInUseException };
}
