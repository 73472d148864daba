using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Communities;

/// <summary>How modularity is counted.</summary>
/// <param name="Resolution">γ ≥ 0, the factor of what is expected by chance; 1 in the paper.</param>
/// <param name="Weighted">Counts edge weights (which must be ≥ 0) instead of 1 each.</param>
public sealed record ModularityOptions(double Resolution = 1, bool Weighted = false);

/// <summary>How much more edges lie within communities than chance would put there.</summary>
public static class Modularity
{
    private const int ChunkSize = 1 << 13;

    /// <summary>Q = Σ over communities of (share of edges inside − γ · share of out-strength · share of in-strength).</summary>
    /// <param name="graph">n nodes. Symmetric: Newman and Girvan's modularity; otherwise Leicht and Newman's for directed graphs. Self-loops count as one edge of a directed graph.</param>
    /// <param name="communityOf">[n], each in 0..n−1, numbered in any way.</param>
    /// <param name="options">Defaults to <see cref="ModularityOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <returns>Below 1, at least −γ; 0 without edges.</returns>
    /// <exception cref="ArgumentException">There is not one community per node, one is out of range, a weight is below 0 or no number, or γ is.</exception>
    /// <remarks>
    /// O(n + m), [2n] scratch. Sources: Newman and Girvan 2004, "Finding and evaluating community structure in networks"; Leicht and Newman 2008,
    /// "Community structure in directed networks"; Reichardt and Bornholdt 2006, "Statistical mechanics of community detection" (γ).
    /// </remarks>
    public static double Compute(CsrGraph graph, ReadOnlySpan<int> communityOf, ModularityOptions? options = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new ModularityOptions();
        Check(graph.NodeCount, communityOf, options);
        var labels = communityOf.ToArray();
        var weights = options.Weighted ? EdgeWeights.Of(graph, weighted: true) : null;
        var isSymmetric = ReferenceEquals(graph, graph.Transpose);
        var outward = Strengths(graph, labels, options.Weighted);
        var inward = isSymmetric ? outward : Strengths(graph.Transpose, labels, options.Weighted);
        double total = 0, chance = 0;
        foreach (var strength in outward)
            total += strength;
        if (total == 0)
            return 0;
        for (var c = 0; c < outward.Length; c++)
            chance += outward[c] / total * (inward[c] / total);
        var inside = FixedChunks.Sum(labels.Length, ChunkSize, threads, (begin, end) =>
            weights is null && isSymmetric ? 2.0 * PairsInside(graph, labels, begin, end) : Inside(graph, weights, labels, begin, end));
        return inside / total - options.Resolution * chance;
    }

    /// <summary>Total weight of edges that stay in a community, of the rows begin..end−1.</summary>
    private static double Inside(CsrGraph graph, double[]? weights, int[] labels, int begin, int end)
    {
        var sum = 0.0;
        for (var v = begin; v < end; v++)
        {
            var row = graph.Neighbours(v);
            var first = graph.Offsets[v];
            for (var i = 0; i < row.Length; i++)
            {
                if (labels[row[i]] == labels[v])
                    sum += weights is null ? 1 : weights[first + i];
            }
        }
        return sum;
    }

    /// <summary>Pairs of neighbours in the same community whose higher node is in begin..end−1.</summary>
    private static int PairsInside(CsrGraph symmetric, int[] labels, int begin, int end)
    {
        var pairs = 0;
        for (var v = begin; v < end; v++)
        {
            var label = labels[v];
            foreach (var u in symmetric.Neighbours(v))
            {
                if (u >= v)
                    break;
                pairs += labels[u] == label ? 1 : 0;
            }
        }
        return pairs;
    }

    /// <summary>[n]: total weight that leaves the nodes of each community.</summary>
    private static double[] Strengths(CsrGraph graph, int[] labels, bool weighted)
    {
        var strengths = new double[labels.Length];
        for (var v = 0; v < labels.Length; v++)
        {
            if (!weighted)
                strengths[labels[v]] += graph.OutDegree(v);
            foreach (var weight in weighted ? graph.NeighbourWeights(v) : [])
                strengths[labels[v]] += weight;
        }
        return strengths;
    }

    private static void Check(int nodes, ReadOnlySpan<int> communityOf, ModularityOptions options)
    {
        if (!(options.Resolution >= 0 && options.Resolution <= double.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(options), options.Resolution, "The resolution must be a finite number ≥ 0.");
        if (communityOf.Length != nodes)
            throw new ArgumentException($"{communityOf.Length} communities for {nodes} nodes: give one each.", nameof(communityOf));
        foreach (var community in communityOf)
        {
            if ((uint)community >= (uint)nodes)
                throw new ArgumentException($"Community {community} is out of range: use 0 to {nodes - 1}.", nameof(communityOf));
        }
    }
}
