using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Similarity;

/// <summary>Katz' index of two nodes, cut off after walks of three steps.</summary>
public static class ShortWalks
{
    /// <summary>What each further step counts, unless told otherwise.</summary>
    public const double DefaultAttenuation = 0.005;

    private const int ChunkSize = 64;

    /// <summary>Walks of two steps between u and v + β · walks of three steps (β² A² + β³ A³, divided by β²).</summary>
    /// <param name="undirected">n nodes; symmetric, no self-loops.</param>
    /// <param name="firsts">[pairs], each in 0..n−1.</param>
    /// <param name="seconds">[pairs], each in 0..n−1.</param>
    /// <param name="attenuation">β > 0.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at once in 64 pairs.</param>
    /// <returns>[pairs], ≥ 0.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a node is out of range, or β is not above 0.</exception>
    /// <remarks>
    /// O(Σ of the degrees of the neighbours of the node whose sum is smaller) per pair. Sources: Katz 1953, "A new status index derived from sociometric
    /// analysis"; Lü, Jin and Zhou 2009, "Similarity index based on local paths" (the cut).
    /// </remarks>
    public static double[] OfPairs(
        CsrGraph undirected, ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds, double attenuation = DefaultAttenuation, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        NeighbourhoodOverlap.CheckPairs(undirected, firsts, seconds);
        if (!(attenuation > 0 && attenuation <= double.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(attenuation), attenuation, "Attenuation must be a number above 0.");
        int[] a = firsts.ToArray(), b = seconds.ToArray();
        var reach = new long[undirected.NodeCount];
        for (var v = 0; v < reach.Length; v++)
        {
            foreach (var u in undirected.Neighbours(v))
                reach[v] += undirected.OutDegree(u);
        }
        var scores = new double[a.Length];
        FixedChunks.Run(a.Length, ChunkSize, threads, () => new MarkedRow(undirected), (begin, end, marked) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = begin; i < end; i++)
            {
                var (walked, asked) = reach[a[i]] <= reach[b[i]] ? (a[i], b[i]) : (b[i], a[i]);
                marked.Take(asked);
                long three = 0, two = marked.Count(undirected.Neighbours(walked));
                foreach (var middle in undirected.Neighbours(walked))
                    three += marked.Count(undirected.Neighbours(middle));
                scores[i] = two + attenuation * three;
            }
        });
        return scores;
    }
}
