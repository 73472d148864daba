using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.TrainingWorker;

/// <summary>Settings of a worker, section <c>Worker</c>.</summary>
public sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>The name under which the coordinator knows this instance; default: the resource name (OTEL_SERVICE_NAME), else machine and process id.</summary>
    [Required]
    public string Name { get; set; } = Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is { Length: > 0 } resource
        ? resource
        : $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>Parts held at once, 1 to 64. They are computed one after the other, so a worker never uses more than one core.</summary>
    [Range(1, 64)]
    public int MaxParts { get; set; } = 16;

    /// <summary>How long shards may be out of reach before the part is given up with a sentence, 1 s to 1 h.</summary>
    [Range(1, 3600)]
    public double ShardPatienceSeconds { get; set; } = 120;

    /// <summary>Least time between two checkpoints of a whole training, 0 s to 1 h: what a dead worker's successor computes again. Long saves traffic.</summary>
    [Range(0, 3600)]
    public double CheckpointSeconds { get; set; } = 3;
}

[OptionsValidator]
sealed partial class WorkerOptionsValidator : IValidateOptions<WorkerOptions>;
