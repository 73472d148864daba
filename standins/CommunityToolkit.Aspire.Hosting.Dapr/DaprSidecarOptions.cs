using System.Collections.Immutable;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>How a sidecar is started; what is null is left to Dapr.</summary>
public sealed record DaprSidecarOptions
{
    /// <summary>Default: the name of the resource. Several resources may share one.</summary>
    public string? AppId { get; init; }

    public int? AppPort { get; init; }

    public string? AppProtocol { get; init; }

    /// <summary>The endpoint that the sidecar calls; default: the one named as the protocol, "http".</summary>
    public string? AppEndpoint { get; init; }

    public string? AppChannelAddress { get; init; }

    public string? AppHealthCheckPath { get; init; }

    /// <summary>Seconds.</summary>
    public int? AppHealthProbeInterval { get; init; }

    /// <summary>Milliseconds.</summary>
    public int? AppHealthProbeTimeout { get; init; }

    public int? AppHealthThreshold { get; init; }

    public int? AppMaxConcurrency { get; init; }

    public string? Config { get; init; }

    public int? DaprGrpcPort { get; init; }

    public int? DaprHttpPort { get; init; }

    /// <summary>With a unit, such as 64Mi.</summary>
    public string? DaprMaxBodySize { get; init; }

    /// <summary>With a unit, such as 64Ki.</summary>
    public string? DaprReadBufferSize { get; init; }

    public bool? EnableApiLogging { get; init; }

    public bool? EnableAppHealthCheck { get; init; }

    public string? LogLevel { get; init; }

    public int? MetricsPort { get; init; }

    public string? PlacementHostAddress { get; init; }

    public IImmutableSet<string> ResourcesPaths { get; init; } = ImmutableHashSet<string>.Empty;

    public string? SchedulerHostAddress { get; init; }
}
