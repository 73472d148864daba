namespace NetMl.Behaviours.Adjustments;

/// <summary>How far what is known of a target lowers the score of calls to it.</summary>
/// <param name="CommonCallers">Hosts inside that must call a target before it counts as common; ≥ 1. As in RITA.</param>
/// <param name="CommonShare">Their least share of all hosts inside that call out, above 0, at most 1.</param>
/// <param name="CommonPoints">Points that calls to a common target lose, 0 to 100; 15 in RITA.</param>
/// <param name="KnownFor">A target seen at least this long before the behaviour began counts as known; above 0.</param>
/// <param name="KnownPoints">Points that calls to a known target lose, 0 to 100.</param>
public sealed record AdjustmentOptions(int CommonCallers, double CommonShare, double CommonPoints, TimeSpan KnownFor, double KnownPoints)
{
    /// <summary>10 hosts and half of all: 15 points; known for a day: 10 points.</summary>
    public AdjustmentOptions()
        : this(10, 0.5, 15, TimeSpan.FromDays(1), 10)
    {
    }
}
