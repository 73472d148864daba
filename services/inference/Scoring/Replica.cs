namespace NetMl.Inference.Scoring;

/// <summary>The name of this instance: its resource, else machine and process.</summary>
internal sealed class Replica(IConfiguration configuration)
{
    public string Name { get; } = configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } resource ? resource : $"{Environment.MachineName}-{Environment.ProcessId}";
}
