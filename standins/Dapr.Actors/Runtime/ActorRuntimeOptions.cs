#nullable enable
using System.Text.Json;

namespace Dapr.Actors.Runtime;

/// <summary>Which actors an application hosts, and how; the sidecar reads most of it from GET /dapr/config.</summary>
public sealed class ActorRuntimeOptions
{
    private TimeSpan? _actorIdleTimeout;
    private TimeSpan? _drainOngoingCallTimeout;
    private JsonSerializerOptions _jsonSerializerOptions = JsonSerializerOptions.Web;
    private string _daprApiToken = string.Empty;

    public ActorRegistrationCollection Actors { get; } = new();

    /// <summary>An actor that nothing calls for so long is deactivated; null leaves the sidecar's 60 minutes.</summary>
    public TimeSpan? ActorIdleTimeout
    {
        get => _actorIdleTimeout;
        set => _actorIdleTimeout = Positive(value, nameof(ActorIdleTimeout));
    }

    /// <summary>How long a running turn may hold up the move of its actor to another host.</summary>
    public TimeSpan? DrainOngoingCallTimeout
    {
        get => _drainOngoingCallTimeout;
        set => _drainOngoingCallTimeout = Positive(value, nameof(DrainOngoingCallTimeout));
    }

    /// <summary>Never sent when false; the sidecar's own default is true.</summary>
    public bool DrainRebalancedActors { get; set; }

    /// <summary>Typed calls as JSON instead of binary XML; has to agree with <c>ActorProxyOptions.UseJsonSerialization</c> of every caller.</summary>
    public bool UseJsonSerialization { get; set; }

    /// <summary>How state and untyped calls become JSON.</summary>
    public JsonSerializerOptions JsonSerializerOptions
    {
        get => _jsonSerializerOptions;
        set => _jsonSerializerOptions = value ?? throw new ArgumentNullException(nameof(JsonSerializerOptions));
    }

    public string? DaprApiToken
    {
        get => _daprApiToken;
        set => _daprApiToken = value ?? throw new ArgumentNullException(nameof(DaprApiToken));
    }

    public string? HttpEndpoint { get; set; }

    private static TimeSpan? Positive(TimeSpan? value, string name) =>
        value <= TimeSpan.Zero ? throw new ArgumentOutOfRangeException(name, value, "must be positive") : value;
}
