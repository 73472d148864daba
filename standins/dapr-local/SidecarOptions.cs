using DaprLocal.Apps;

namespace DaprLocal;

/// <summary>All that a sidecar process is started with.</summary>
public sealed record SidecarOptions
{
    public required IReadOnlyList<AppOptions> Apps { get; init; }

    /// <summary>Token that callers must send; null = none.</summary>
    public string? ApiToken { get; init; } = FromEnvironment("DAPR_API_TOKEN");

    /// <summary>Token that apps are sent; null = none.</summary>
    public string? AppToken { get; init; } = FromEnvironment("APP_API_TOKEN");

    private static string? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
