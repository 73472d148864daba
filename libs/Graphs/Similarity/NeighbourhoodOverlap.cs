using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Similarity;

/// <summary>A node and how similar it is.</summary>
public readonly record struct SimilarNode(int Node, double Score);

/// <summary>What all measures of shared neighbourhoods have in common: each shared neighbour counts something, and the sum is scaled by the two degrees.</summary>
/// <param name="shareOf">What a shared neighbour counts by the number of edges that reach it; null for 1 each.</param>
/// <param name="scale">Turns (sum, degree, degree) into the measure.</param>
internal sealed class NeighbourhoodOverlap(CsrGraph graph, Func<int, double>? shareOf, Func<double, int, int, double> scale)
{
    private const int ChunkSize = 256;

    /// <summary>A row this many times longer than the other is searched instead of walked or marked.</summary>
    private const int Longer = 16;

    /// <summary>[pairs].</summary>
    public double[] Pairs(ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds, int threads)
    {
        CheckPairs(graph, firsts, seconds);
        int[] a = firsts.ToArray(), b = seconds.ToArray();
        var scores = new double[a.Length];
        FixedChunks.Run(a.Length, ChunkSize, threads, () => new MarkedRow(graph), (begin, end, marked) =>
        {
            for (var i = begin; i < end; i++)
                scores[i] = scale(Shared(a[i], b[i], marked), graph.OutDegree(a[i]), graph.OutDegree(b[i]));
        });
        return scores;
    }

    /// <summary>The other nodes with the highest scores above 0, highest first, equals by node: all of them share a neighbour, so only two steps are walked.</summary>
    public SimilarNode[] Top(int node, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 0);
        Check(graph, [node], nameof(node));
        var sums = new SparseSums(graph.NodeCount);
        foreach (var shared in graph.Neighbours(node))
        {
            var share = Share(shared);
            foreach (var other in graph.Transpose.Neighbours(shared))
            {
                if (other != node)
                    sums.Add(other, share);
            }
        }
        var best = new PriorityQueue<SimilarNode, (double, int)>();
        foreach (var other in sums.Touched)
        {
            var score = scale(sums[other], graph.OutDegree(node), graph.OutDegree(other));
            if (!(score > 0))
                continue;
            best.Enqueue(new SimilarNode(other, score), (score, -other));
            if (best.Count > count)
                best.Dequeue();
        }
        var top = new SimilarNode[best.Count];
        for (var i = top.Length - 1; i >= 0; i--)
            top[i] = best.Dequeue();
        return top;
    }

    private double Share(int neighbour) => shareOf is null ? 1 : shareOf(graph.Transpose.OutDegree(neighbour));

    /// <summary>Σ over shared neighbours, by ascending node; fastest for pairs with the same first node one after another.</summary>
    private double Shared(int first, int second, MarkedRow marked)
    {
        ReadOnlySpan<int> a = graph.Neighbours(first), b = graph.Neighbours(second);
        if (b.Length / Longer > a.Length)
            return Searched(a, b);
        if (marked.Node != first && a.Length / Longer > b.Length)
            return Searched(b, a);
        marked.Take(first);
        if (shareOf is null)
            return marked.Count(b);
        var sum = 0.0;
        foreach (var v in b)
        {
            if (marked.Has(v))
                sum += Share(v);
        }
        return sum;
    }

    private double Searched(ReadOnlySpan<int> shorter, ReadOnlySpan<int> longer)
    {
        var sum = 0.0;
        foreach (var v in shorter)
        {
            var at = longer.BinarySearch(v);
            if (at >= 0)
                sum += Share(v);
            longer = longer[(at < 0 ? ~at : at + 1)..];
        }
        return sum;
    }

    /// <exception cref="ArgumentException">Lengths differ, or a node is out of range.</exception>
    public static void CheckPairs(CsrGraph graph, ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds)
    {
        if (firsts.Length != seconds.Length)
            throw new ArgumentException($"{seconds.Length} second nodes for {firsts.Length} first nodes: give one each per pair.", nameof(seconds));
        Check(graph, firsts, nameof(firsts));
        Check(graph, seconds, nameof(seconds));
    }

    private static void Check(CsrGraph graph, ReadOnlySpan<int> nodes, string name)
    {
        foreach (var node in nodes)
        {
            if ((uint)node >= (uint)graph.NodeCount)
                throw new ArgumentException($"Node {node} is not in the graph: it has nodes 0 to {graph.NodeCount - 1}.", name);
        }
    }
}
