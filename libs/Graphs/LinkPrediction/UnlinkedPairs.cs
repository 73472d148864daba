using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.LinkPrediction;

/// <summary>Draws pairs of nodes that never became linked, to compare predictions with.</summary>
public static class UnlinkedPairs
{
    private const int TriesPerPair = 100;

    /// <summary>Different pairs, uniform among those of nodes with a known link that are not linked in the whole graph.</summary>
    /// <param name="count">At most so many; fewer when after 100 tries each not so many were found. ≥ 0.</param>
    /// <param name="seed">The same seed gives the same pairs.</param>
    /// <remarks>O(count · log degree) for sparse graphs.</remarks>
    public static NodePairs Uniform(LinkSplit split, int count, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        var nodes = Enumerable.Range(0, split.Known.NodeCount).Where(node => split.Known.OutDegree(node) > 0).ToArray();
        return nodes.Length < 2 ? NodePairs.Of([]) : Draw(split.Whole, count, new ChunkRandom(seed), (ref ChunkRandom random) => (nodes[random.Next(nodes.Length)], nodes[random.Next(nodes.Length)]), cancellationToken);
    }

    /// <summary>Different pairs, uniform among those two steps apart in the known graph that are not linked in the whole graph: harder, since they share neighbours as well.</summary>
    /// <param name="count">At most so many; fewer when after 100 tries each not so many were found. ≥ 0.</param>
    /// <param name="seed">The same seed gives the same pairs.</param>
    /// <remarks>
    /// A pair of links that meet is drawn evenly, and its ends are kept with chance 1 / shared neighbours, which makes pairs even too. O(degree) per try.
    /// </remarks>
    public static NodePairs TwoStepsApart(LinkSplit split, int count, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        var known = split.Known;
        var meetings = new double[known.NodeCount];
        var total = 0.0;
        for (var v = 0; v < meetings.Length; v++)
            meetings[v] = total += (double)known.OutDegree(v) * (known.OutDegree(v) - 1);
        return total == 0 ? NodePairs.Of([]) : Draw(split.Whole, count, new ChunkRandom(seed), (ref ChunkRandom random) => Meeting(known, meetings, ref random), cancellationToken);
    }

    private delegate (int First, int Second) Lot(ref ChunkRandom random);

    private static (int First, int Second) Meeting(CsrGraph known, double[] meetings, ref ChunkRandom random)
    {
        var at = Array.BinarySearch(meetings, random.NextShare() * meetings[^1]);
        // The first node whose running sum is above what was drawn.
        var middle = at < 0 ? ~at : at + 1;
        while (known.OutDegree(middle) < 2)
            middle++;
        var row = known.Neighbours(middle);
        var i = random.Next(row.Length);
        var j = random.Next(row.Length - 1);
        var (first, second) = (row[i], row[j < i ? j : j + 1]);
        return random.NextShare() * Shared(known, first, second) < 1 ? (first, second) : (first, first);
    }

    private static int Shared(CsrGraph graph, int first, int second)
    {
        ReadOnlySpan<int> a = graph.Neighbours(first), b = graph.Neighbours(second);
        var shared = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            shared += a[i] == b[j] ? 1 : 0;
            var (left, right) = (a[i], b[j]);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }
        return shared;
    }

    private static NodePairs Draw(CsrGraph whole, int count, ChunkRandom random, Lot lot, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var (drawn, order) = (new HashSet<long>(), new List<long>());
        for (var tries = 0L; order.Count < count && tries < (long)count * TriesPerPair; tries++)
        {
            if (tries % 10_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var (first, second) = lot(ref random);
            if (first != second && !whole.HasEdge(first, second) && drawn.Add(NodePairs.Key(first, second)))
                order.Add(NodePairs.Key(first, second));
        }
        return NodePairs.Of(order);
    }
}
