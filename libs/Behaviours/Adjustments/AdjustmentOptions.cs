using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.Adjustments;

/// <summary>How far what is known of a target lowers the score of calls to it.</summary>
/// <param name="CommonCallers">Hosts inside that must call a target before it counts as common; ≥ 1. As in RITA.</param>
/// <param name="CommonShare">Their least share of all hosts inside that call out, above 0, at most 1.</param>
/// <param name="CommonPoints">Points that calls to a common target lose, 0 to 100; 15 in RITA.</param>
/// <param name="KnownFor">A target seen at least this long before the behaviour began counts as known; above 0.</param>
/// <param name="KnownPoints">Points that calls to a known target lose, 0 to 100.</param>
public sealed record AdjustmentOptions(
    [property: Range(1, 1_000_000)] int CommonCallers, [property: Range(1e-9, 1.0)] double CommonShare, [property: Range(0.0, 100.0)] double CommonPoints,
    [property: Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")] TimeSpan KnownFor, [property: Range(0.0, 100.0)] double KnownPoints)
{
    /// <summary>10 hosts and half of all: 15 points; known for a day: 10 points.</summary>
    public AdjustmentOptions()
        : this(10, 0.5, 15, TimeSpan.FromDays(1), 10)
    {
    }
}
