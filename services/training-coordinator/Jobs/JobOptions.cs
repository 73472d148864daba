using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>Settings of the job queue, section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>Jobs that train at once, 1 to 64; they share the workers.</summary>
    [Range(1, 64)]
    public int MaxRunning { get; set; } = 2;

    /// <summary>Jobs that wait, 1 to 10,000; a further one is refused with 429.</summary>
    [Range(1, 10_000)]
    public int MaxQueued { get; set; } = 16;
}

[OptionsValidator]
sealed partial class JobOptionsValidator : IValidateOptions<JobOptions>;
