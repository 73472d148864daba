using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Logs;

/// <summary>Prints each line with the resource that said it, aligned, and coloured on a terminal. Thread-safe: one line at a time.</summary>
sealed class ResourceLineLoggerProvider(IResourceCollection resources) : ILoggerProvider
{
    public const string CategoryPart = ".Resources.";

    private const string OwnName = "apphost";
    private const int FirstColour = 31;
    private const int Colours = 6;

    private readonly bool _coloured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly Lock _console = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, NameOf(categoryName));

    public void Dispose()
    {
    }

    private static string NameOf(string category)
    {
        var at = category.IndexOf(CategoryPart, StringComparison.Ordinal);
        return at < 0 ? OwnName : category[(at + CategoryPart.Length)..];
    }

    private void Write(string name, string line)
    {
        var width = resources.Where(resource => resource is IResourceWithArgs).Select(resource => resource.Name.Length).Append(OwnName.Length).Max();
        lock (_console)
            Console.Out.WriteLine(_coloured ? $"\e[{Colour(name)}m{name.PadRight(width)} |\e[0m {line}" : $"{name.PadRight(width)} | {line}");
    }

    private int Colour(string name)
    {
        var index = resources.Select((resource, at) => (resource.Name, at)).FirstOrDefault(known => known.Name == name).at;
        return FirstColour + (index % Colours);
    }

    private sealed class LineLogger(ResourceLineLoggerProvider provider, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = formatter(state, exception);
            provider.Write(name, name == OwnName && logLevel >= LogLevel.Warning ? $"{logLevel.ToString().ToUpper(CultureInfo.InvariantCulture)}: {message}" : message);
            if (exception is not null)
                provider.Write(name, exception.ToString());
        }
    }
}
