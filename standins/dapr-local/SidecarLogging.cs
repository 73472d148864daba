namespace DaprLocal;

/// <summary>Log lines for people: one line each, at the level that --log-level names.</summary>
internal static class SidecarLogging
{
    public static void Configure(ILoggingBuilder logging, string level)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.SetMinimumLevel(level.ToLowerInvariant() switch
        {
            "debug" or "trace" => LogLevel.Debug,
            "info" => LogLevel.Information,
            "warn" or "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            "fatal" => LogLevel.Critical,
            _ => throw new UsageException($"The log level '{level}' is not known: use debug, info, warn or error."),
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
