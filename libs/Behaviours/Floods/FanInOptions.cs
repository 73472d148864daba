using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.Floods;

/// <summary>What counts as very many hosts at once.</summary>
public sealed record FanInOptions
{
    /// <summary>Length of the sliding window; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Different hosts that call one target within the window; ≥ 2. Noise of the Internet brings a handful a minute.</summary>
    [Range(2, 1_000_000)]
    public int Sources { get; init; } = 100;

    /// <summary>How many times more than its median a target must get that has a history; ≥ 1.</summary>
    [Range(1.0, 1e9)]
    public double TimesUsual { get; init; } = 5;

    /// <summary>Windows with callers, besides those of the fan-in itself, that make a history; ≥ 1.</summary>
    [Range(1, 1_000_000)]
    public int HistoryWindows { get; init; } = 30;

    /// <summary>Least score reported, 0 to 100: 50 at the threshold, 100 at ten times the threshold, and 30 less for callers that are served and a target without history.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 50;
}
