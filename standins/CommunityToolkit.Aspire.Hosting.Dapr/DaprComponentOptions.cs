namespace CommunityToolkit.Aspire.Hosting.Dapr;

public sealed record DaprComponentOptions
{
    /// <summary>The component's YAML file; the sidecar reads its whole folder.</summary>
    public string? LocalPath { get; init; }
}
