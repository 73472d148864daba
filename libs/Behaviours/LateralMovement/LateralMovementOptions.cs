using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.LateralMovement;

/// <summary>What counts as moving on inside a network.</summary>
public sealed record LateralMovementOptions
{
    /// <summary>TCP ports over which hosts are administered.</summary>
    public IReadOnlyList<int> AdministrationPorts { get; init; } = [22, 135, 139, 445, 3389, 5985, 5986];

    /// <summary>Who administers whom in the beginning is how it should be. At most this long, and at most <see cref="LearningShare"/> of the data set; ≥ 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan LearningTime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>See <see cref="LearningTime"/>: 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double LearningShare { get; init; } = 0.25;

    /// <summary>New hosts that one host administers within <see cref="Window"/>; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int NewHosts { get; init; } = 3;

    /// <summary>Steps of a chain A → B → C, each new and begun after the one before, within <see cref="Window"/>; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int ChainSteps { get; init; } = 2;

    /// <summary>Time in which the new hosts or the whole chain must lie; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A host that so many others administer or use on these ports is a server, and new clients of it say nothing; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int ClientsOfServer { get; init; } = 4;

    /// <summary>Least score reported, 0 to 100: 50 at the fewest new hosts or steps, 15 more for each further one.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 50;
}
