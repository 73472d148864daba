namespace NetMl.Graphs.Centrality;

/// <summary>When an iteration over the whole graph ends, and what an edge counts.</summary>
/// <param name="Tolerance">Stops when the scores of all nodes together changed by less than this share of themselves in a step; > 0.</param>
/// <param name="MaximumSteps">Stops after this many steps at the latest; ≥ 1.</param>
/// <param name="Weighted">Uses edge weights (which must be ≥ 0) instead of 1 each.</param>
public sealed record IterationOptions(double Tolerance = 1e-10, int MaximumSteps = 1000, bool Weighted = false)
{
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumSteps, 1);
    }
}
