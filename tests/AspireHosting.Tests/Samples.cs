using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NetMl.AspireHosting.Tests;

/// <summary>Resources that are the Main of this test assembly, in one of its roles.</summary>
static class Samples
{
    public static string AssemblyPath { get; } = typeof(Samples).Assembly.Location;

    public static IResourceBuilder<ExecutableResource> AddSample(this IDistributedApplicationBuilder builder, string name, params string[] role) =>
        builder.AddExecutable(name, "dotnet", Path.GetDirectoryName(AssemblyPath)!, ["exec", AssemblyPath, .. role]);

    /// <summary>Processes of a builder write their lines here instead of the console.</summary>
    public static LogCapture CaptureLogs(this IDistributedApplicationBuilder builder)
    {
        var capture = new LogCapture();
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(capture));
        return capture;
    }

    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);

            // A killed process whose parent has not asked for it yet still has an id: it is gone all the same.
            return !process.HasExited && !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is ArgumentException or IOException)
        {
            return false;
        }
    }

    public static async Task UntilDeadAsync(params IEnumerable<int> processIds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (processIds.Any(IsAlive))
            await Task.Delay(50, patience.Token);
    }

    public static int PidIn(string line) => int.Parse(line[(line.IndexOf("pid ", StringComparison.Ordinal) + 4)..], CultureInfo.InvariantCulture);
}

/// <summary>Keeps log lines and lets a test wait for one.</summary>
sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Name, LogLevel Level, string Text)> _lines = new();
    private TaskCompletionSource _more = New();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
    }

    public IReadOnlyList<string> Of(string name) => [.. _lines.Where(line => line.Name == name).Select(line => line.Text)];

    public async Task<string> WaitForAsync(string name, string part, LogLevel level = LogLevel.Information)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            var found = _lines.FirstOrDefault(line => line.Name == name && line.Level == level && line.Text.Contains(part, StringComparison.Ordinal)).Text;
            if (found is not null)
                return found;
            await more.WaitAsync(patience.Token);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Logger(LogCapture capture, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            capture._lines.Enqueue((name, logLevel, formatter(state, exception)));
            Interlocked.Exchange(ref capture._more, New()).SetResult();
        }
    }
}
