using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.Roles;

/// <summary>What counts as a sudden change of what a host does.</summary>
public sealed record RoleChangeOptions
{
    /// <summary>Length of the windows that are compared, counted from 1970; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Windows with traffic before the change; ≥ 2. 24 hours: a day and a night.</summary>
    [Range(1, 1_000_000)]
    public int HistoryWindows { get; init; } = 24;

    /// <summary>Robust deviations (of log10 counts) from the host's own past that a feature must lie above; above 0.</summary>
    [Range(1e-9, 1e9)]
    public double Deviations { get; init; } = 5;

    /// <summary>How many times the largest value of its past a feature must reach; ≥ 1.</summary>
    [Range(1.0, 1e9)]
    public double TimesLargest { get; init; } = 2;

    /// <summary>Features that change together; 1 to 6.</summary>
    [Range(1, 6)]
    public int Features { get; init; } = 2;

    /// <summary>Windows with traffic side by side in which they do; ≥ 1. One alone is a scan, a backup or a download.</summary>
    [Range(1, 1_000_000)]
    public int LastingWindows { get; init; } = 2;

    /// <summary>Least score reported, 0 to 100: 50 for the fewest features, 10 more for each further one, up to 20 more for how far they lie out.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 50;
}
