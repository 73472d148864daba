using DaprLocal.Apps;

namespace DaprLocal.CommandLine;

/// <summary>Reads the one app that the flags describe.</summary>
internal static class SingleApp
{
    public static AppOptions Read(Arguments arguments)
    {
        var defaults = new AppOptions { AppId = "" };
        var mebibytes = arguments.Value("dapr-http-max-request-size") ?? arguments.Value("http-max-request-size");
        var size = arguments.Value("max-body-size") ?? (mebibytes is null ? null : $"{mebibytes}Mi");
        return new AppOptions
        {
            AppId = arguments.Value("app-id") is { Length: > 0 } id ? id : throw new UsageException("The flag --app-id is missing: name the app, as in --app-id orders."),
            AppPort = Math.Max(0, arguments.Number("app-port", 0)),
            HttpPort = arguments.Number("dapr-http-port", 3500) is > 0 and var port ? port : 0,
            AppChannelAddress = arguments.Value("app-channel-address") ?? defaults.AppChannelAddress,
            AppProtocol = arguments.Value("app-protocol") ?? defaults.AppProtocol,
            ResourcesPaths = [.. arguments.Values("resources-path").SelectMany(paths => paths.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Path.GetFullPath)],
            MaxBodyBytes = ByteQuantity.Parse(size ?? "4Mi", "--max-body-size"),
            ReadBufferBytes = ByteQuantity.Parse(arguments.Value("read-buffer-size") ?? "4Ki", "--read-buffer-size"),
            HealthCheck = arguments.Has("enable-app-health-check"),
            HealthCheckPath = arguments.Value("app-health-check-path") ?? defaults.HealthCheckPath,
            HealthCheckInterval = TimeSpan.FromSeconds(arguments.Number("app-health-probe-interval", 5)),
            HealthCheckTimeout = TimeSpan.FromMilliseconds(arguments.Number("app-health-probe-timeout", 500)),
            HealthCheckThreshold = arguments.Number("app-health-threshold", 3),
            MaxConcurrency = arguments.Number("app-max-concurrency", -1),
            LogLevel = arguments.Value("log-level") ?? defaults.LogLevel,
            LogApiCalls = arguments.Has("enable-api-logging"),
            Command = arguments.Command,
        };
    }
}
