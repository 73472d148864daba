namespace CommunityToolkit.Aspire.Hosting.Dapr;

public sealed record DaprOptions
{
    /// <summary>The program that takes <c>run --run-file FILE</c>; default: dapr-local, which is built beside this toolkit.</summary>
    public string? DaprPath { get; set; }

    public bool? EnableTelemetry { get; set; }
}
