namespace NetMl.Graphs.Csr;

/// <summary>Refuses weights that an algorithm has no meaning for.</summary>
internal static class NonNegativeWeights
{
    /// <exception cref="ArgumentException">A weight is below 0, infinite or no number.</exception>
    public static void Require(CsrGraph graph)
    {
        if (!graph.IsWeighted)
            return;
        foreach (var weight in graph.Weights)
        {
            if (!(weight >= 0 && weight <= double.MaxValue))
                throw new ArgumentException($"Edge weights must be numbers ≥ 0 here; one is {weight}.", nameof(graph));
        }
    }
}
