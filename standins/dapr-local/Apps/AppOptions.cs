namespace DaprLocal.Apps;

/// <summary>One app instance beside which the sidecar stands, as flags or the run file describe it.</summary>
public sealed record AppOptions
{
    public const long DefaultMaxBodyBytes = 4 << 20;

    public required string AppId { get; init; }

    /// <summary>Port where the app listens; 0 = there is no app to call.</summary>
    public int AppPort { get; init; }

    /// <summary>Port of Dapr's HTTP API for this instance; 0 = any free one.</summary>
    public int HttpPort { get; init; }

    public string AppChannelAddress { get; init; } = "127.0.0.1";
    public string AppProtocol { get; init; } = "http";
    public IReadOnlyList<string> ResourcesPaths { get; init; } = [];

    /// <summary>Largest request body of the API, in bytes; 0 or less = no limit.</summary>
    public long MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>Largest total of request headers, in bytes.</summary>
    public long ReadBufferBytes { get; init; } = 4 << 10;

    public bool HealthCheck { get; init; }
    public string HealthCheckPath { get; init; } = "/healthz";
    public TimeSpan HealthCheckInterval { get; init; } = TimeSpan.FromSeconds(5);
    public TimeSpan HealthCheckTimeout { get; init; } = TimeSpan.FromMilliseconds(500);
    public int HealthCheckThreshold { get; init; } = 3;

    /// <summary>Calls to the app at one time; 0 or less = no limit.</summary>
    public int MaxConcurrency { get; init; }

    /// <summary>Token that callers of this instance's API must send; null = none.</summary>
    public string? ApiToken { get; init; }

    /// <summary>Token that the app is sent; null = none.</summary>
    public string? AppToken { get; init; }

    public string LogLevel { get; init; } = "info";
    public bool LogApiCalls { get; init; }

    /// <summary>The app itself, when the sidecar is to start it.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public string? WorkingDirectory { get; init; }
}
