using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.LinkPrediction;

/// <summary>A graph cut into what is known and what is to be predicted. Direction does not count.</summary>
/// <param name="Known">n nodes, the links to learn from; symmetric, no self-loops.</param>
/// <param name="Whole">n nodes, all links; symmetric, no self-loops.</param>
/// <param name="Coming">Pairs to predict: linked in the rest and not in <paramref name="Known"/>, both nodes having a known link; by low and then high node.</param>
/// <param name="WithNewNode">Pairs of the rest that are left out since a node has no known link: nothing is known of it.</param>
/// <param name="Time">The first time that is not known; null for a random split.</param>
public sealed record LinkSplit(CsrGraph Known, CsrGraph Whole, NodePairs Coming, long WithNewNode, long? Time)
{
    /// <summary>Learns from the first rows in the order of time, and predicts the pairs that are new in the rest.</summary>
    /// <param name="edges">In any unit of time; repeats, both directions and self-loops are welcome.</param>
    /// <param name="share">Share of the rows that are known, in (0, 1); rows of one time stay together, on the far side.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0, 1).</exception>
    /// <remarks>O(n + rows).</remarks>
    public static LinkSplit ByTime(TimedEdges edges, double share)
    {
        ArgumentNullException.ThrowIfNull(edges);
        CheckShare(share);
        var cut = (int)(edges.Times.Length * share);
        while (cut > 0 && cut < edges.Times.Length && edges.Times[cut - 1] == edges.Times[cut])
            cut--;
        var known = Simple(edges.NodeCount, edges.Sources[..cut], edges.Targets[..cut]);
        return Of(known, Simple(edges.NodeCount, edges.Sources, edges.Targets), cut < edges.Times.Length ? edges.Times[cut] : null);
    }

    /// <summary>Learns from a random part of the links, and predicts the others. Easier than time: links that are taken out leave the neighbourhood that they made.</summary>
    /// <param name="undirected">Symmetric, no self-loops.</param>
    /// <param name="share">Share of the links that are known, in (0, 1).</param>
    /// <param name="seed">Chooses the links; the same seed gives the same split.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0, 1).</exception>
    /// <remarks>O(n + m).</remarks>
    public static LinkSplit ByChance(CsrGraph undirected, double share, long seed)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        CheckShare(share);
        var links = new List<long>((int)(undirected.EdgeCount / 2));
        for (var v = 0; v < undirected.NodeCount; v++)
        {
            foreach (var u in undirected.Neighbours(v))
            {
                if (u > v)
                    links.Add(NodePairs.Key(v, u));
            }
        }
        var order = new ChunkRandom(seed).Permutation(links.Count);
        var known = NodePairs.Of([.. order.Take((int)(links.Count * share)).Select(link => links[link])]);
        return Of(Simple(undirected.NodeCount, known.Lows.Span, known.Highs.Span), undirected, null);
    }

    private static LinkSplit Of(CsrGraph known, CsrGraph whole, long? time)
    {
        var coming = new List<long>();
        var withNewNode = 0L;
        for (var v = 0; v < whole.NodeCount; v++)
        {
            foreach (var u in whole.Neighbours(v))
            {
                if (u <= v || known.HasEdge(v, u))
                    continue;
                if (known.OutDegree(v) == 0 || known.OutDegree(u) == 0)
                    withNewNode++;
                else
                    coming.Add(NodePairs.Key(v, u));
            }
        }
        return new LinkSplit(known, whole, NodePairs.Of(coming), withNewNode, time);
    }

    private static CsrGraph Simple(int nodes, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets) =>
        CsrBuilder.UndirectedSimple(CsrBuilder.Directed(nodes, sources, targets));

    private static void CheckShare(double share)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of what is known must be above 0 and below 1.");
    }
}
