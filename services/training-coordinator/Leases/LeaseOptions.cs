using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>Settings of the leases, section <c>Leases</c>.</summary>
public sealed class LeaseOptions
{
    public const string Section = "Leases";

    /// <summary>Silence after which a worker loses its part, 1 s to 1 h. Short finds dead workers soon; a live one calls three times in this span.</summary>
    [Range(1, 3600)]
    public double ExpirySeconds { get; set; } = 10;

    /// <summary>How long a part waits for an idle worker before a busy one may have it too, 0 s to 10 min.</summary>
    [Range(0, 600)]
    public double GraceSeconds { get; set; } = 2;

    /// <summary>Longest wait of one poll, 0.1 s to 60 s.</summary>
    [Range(0.1, 60)]
    public double PollSeconds { get; set; } = 5;
}

[OptionsValidator]
sealed partial class LeaseOptionsValidator : IValidateOptions<LeaseOptions>;
