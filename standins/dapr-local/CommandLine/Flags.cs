namespace DaprLocal.CommandLine;

/// <summary>The flags of dapr run and of daprd: which take a value, which are switches, and which this sidecar only accepts.</summary>
internal static class Flags
{
    /// <summary>Name without dashes → name here. daprd and the dapr command spell some of them differently.</summary>
    public static readonly Dictionary<string, string> Synonyms = new()
    {
        ["a"] = "app-id",
        ["p"] = "app-port",
        ["H"] = "dapr-http-port",
        ["G"] = "dapr-grpc-port",
        ["P"] = "app-protocol",
        ["c"] = "config",
        ["d"] = "resources-path",
        ["components-path"] = "resources-path",
        ["f"] = "run-file",
        ["M"] = "metrics-port",
        ["u"] = "unix-domain-socket",
        ["dapr-max-body-size"] = "max-body-size",
        ["dapr-read-buffer-size"] = "read-buffer-size",
        ["placement-address"] = "placement-host-address",
        ["dapr-listen-addresses"] = "listen-addresses",
    };

    /// <summary>Take effect.</summary>
    public static readonly HashSet<string> Used =
    [
        "app-id", "app-port", "app-protocol", "app-channel-address", "dapr-http-port", "resources-path", "run-file", "max-body-size", "read-buffer-size",
        "dapr-http-max-request-size", "http-max-request-size", "app-health-check-path", "app-health-probe-interval", "app-health-probe-timeout",
        "app-health-threshold", "app-max-concurrency", "log-level",
    ];

    /// <summary>Taken with their value so that a command line for daprd works as it is; they name what this sidecar does not have or need.</summary>
    public static readonly HashSet<string> Ignored =
    [
        "dapr-grpc-port", "dapr-internal-grpc-port", "dapr-internal-grpc-listen-address", "metrics-port", "profile-port", "config", "placement-host-address",
        "scheduler-host-address", "listen-addresses", "unix-domain-socket", "runtime-path", "sentry-address", "control-plane-address",
        "control-plane-namespace", "control-plane-trust-domain", "trust-domain", "mode", "kubernetes", "dapr-graceful-shutdown-seconds", "dapr-block-shutdown-duration",
        "dapr-http-read-buffer-size", "http-read-buffer-size", "dapr-public-port", "allowed-origins", "metrics-listen-address", "actors-service", "reminders-service",
        "app-log-destination", "daprd-log-destination", "disable-init-endpoints", "scheduler-job-stream-concurrency",
    ];

    public static readonly HashSet<string> Switches =
    [
        "enable-app-health-check", "enable-api-logging", "enable-profiling", "enable-metrics", "enable-mtls", "app-ssl", "log-as-json",
        "disable-builtin-k8s-secret-store", "version", "help", "h",
    ];
}
