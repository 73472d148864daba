using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Similarity;

/// <summary>Who has many neighbours gets more.</summary>
public static class PreferentialAttachment
{
    /// <summary>degree(u) · degree(v).</summary>
    /// <param name="graph">n nodes; neighbours are the ends of the edges that leave a node, so pass a symmetric graph when direction does not matter.</param>
    /// <param name="firsts">[pairs], each in 0..n−1.</param>
    /// <param name="seconds">[pairs], each in 0..n−1.</param>
    /// <returns>[pairs], ≥ 0.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a node is out of range.</exception>
    /// <remarks>O(1) per pair. Source: Barabási and Albert 1999, "Emergence of scaling in random networks".</remarks>
    public static double[] OfPairs(CsrGraph graph, ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds)
    {
        ArgumentNullException.ThrowIfNull(graph);
        NeighbourhoodOverlap.CheckPairs(graph, firsts, seconds);
        var scores = new double[firsts.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (double)graph.OutDegree(firsts[i]) * graph.OutDegree(seconds[i]);
        return scores;
    }
}
