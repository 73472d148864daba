using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Communities;

/// <summary>What Leiden optimises, and for how long.</summary>
/// <param name="Resolution">γ ≥ 0: higher gives more and smaller communities; 1 is modularity as Newman and Girvan define it.</param>
/// <param name="Weighted">Uses edge weights (which must be ≥ 0) instead of 1 each.</param>
/// <param name="Randomness">θ > 0 of the refinement: how readily a node joins another than the best subset, in units of edge weight.</param>
/// <param name="MaximumPasses">Passes over the whole graph, each starting from the last one's communities, unless one changes nothing before; ≥ 1.</param>
/// <param name="Seed">Chooses the order of nodes and the lots of the refinement; the same seed gives the same communities.</param>
public sealed record LeidenOptions(double Resolution = 1, bool Weighted = false, double Randomness = 0.01, int MaximumPasses = 4, long Seed = 1);

/// <summary>Finds communities of high modularity, each of them connected.</summary>
public static class Leiden
{
    /// <summary>Moves nodes, refines and aggregates until no node gains by moving.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops.</param>
    /// <param name="options">Defaults to <see cref="LeidenOptions"/> as declared.</param>
    /// <param name="cancellationToken">Looked at every 10,000 nodes.</param>
    /// <returns>Communities that are connected each, whatever the options (with weighted edges: by edges of weight > 0).</returns>
    /// <exception cref="ArgumentException">A weight is below 0 or no number, or an option is outside its range.</exception>
    /// <remarks>
    /// Near O(n + m) per pass, about 5 doubles per edge of scratch, one thread. Source: Traag, Waltman and van Eck 2019, "From Louvain to Leiden:
    /// guaranteeing well-connected communities", algorithm A.2, with modularity as quality.
    /// </remarks>
    public static CommunityLabels Compute(CsrGraph undirected, LeidenOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        options ??= new LeidenOptions();
        Check(options);
        var start = LeidenLevel.Of(undirected, EdgeWeights.Of(undirected, options.Weighted));
        var random = new ChunkRandom(options.Seed);
        var communityOf = new int[undirected.NodeCount];
        for (var v = 0; v < communityOf.Length; v++)
            communityOf[v] = v;

        for (var pass = 0; pass < options.MaximumPasses && start.TotalStrength > 0; pass++)
        {
            if (!Pass(start, communityOf, options, ref random, cancellationToken))
                break;
        }
        ConnectedParts.Split(start, communityOf);
        return CommunityLabels.Of(communityOf);
    }

    /// <summary>One run down to a level at which every community is one node; whether any community changed.</summary>
    private static bool Pass(LeidenLevel level, int[] communityOf, LeidenOptions options, ref ChunkRandom random, CancellationToken cancellationToken)
    {
        var density = options.Resolution / level.TotalStrength;
        var nodeOf = new int[communityOf.Length];
        for (var v = 0; v < nodeOf.Length; v++)
            nodeOf[v] = v;
        var communities = communityOf.AsSpan().ToArray();
        var changed = false;
        while (true)
        {
            changed |= LeidenMoves.Run(level, communities, density, ref random, cancellationToken);
            var count = LeidenMoves.Renumber(communities, level.NodeCount);
            for (var v = 0; v < nodeOf.Length; v++)
                communityOf[v] = communities[nodeOf[v]];
            if (count == level.NodeCount)
                return changed;

            var subsets = LeidenRefinement.Run(level, communities, count, density, options.Randomness, ref random, cancellationToken);
            var subsetCount = LeidenMoves.Renumber(subsets, level.NodeCount);
            if (subsetCount == level.NodeCount)
                return changed;
            (level, communities) = level.Aggregate(subsets, subsetCount, communities);
            for (var v = 0; v < nodeOf.Length; v++)
                nodeOf[v] = subsets[nodeOf[v]];
        }
    }

    private static void Check(LeidenOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Resolution);
        if (!double.IsFinite(options.Resolution))
            throw new ArgumentOutOfRangeException(nameof(options), options.Resolution, "The resolution must be a finite number.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Randomness);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumPasses, 1);
    }
}
