using System.Globalization;
using Microsoft.Extensions.Logging;

namespace NetMl.AppHost.Logs;

/// <summary>Writes all log lines to one file, so that the demo has the console for itself.</summary>
sealed class FileLoggerProvider(string path, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _file = new(path, append: true) { AutoFlush = true };
    private bool _closed;

    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }

    private void Write(string line)
    {
        lock (_gate)
            if (!_closed)
                _file.WriteLine(line);
    }

    private sealed class FileLogger(FileLoggerProvider provider, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write($"{provider.Now()} {name}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine + exception)}");
    }

    private string Now() => time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
