using System.Numerics;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Diffusion;

/// <summary>One run of a cascade for all seeds at once: the edges that pass on are drawn beforehand, and what they connect both ways is one part.</summary>
/// <remarks>A seed reaches its part and the parts that edges lead to. On an undirected graph no edge leads from part to part.</remarks>
internal sealed class LiveWorld
{
    private readonly int[] _partOf;
    private readonly int[] _sizes;
    private readonly CsrGraph _parts;
    private readonly bool[] _isCovered;

    private LiveWorld(int[] partOf, int[] sizes, CsrGraph parts) =>
        (_partOf, _sizes, _parts, _isCovered) = (partOf, sizes, parts, new bool[sizes.Length]);

    /// <summary>Scratch of a thread that asks worlds of up to n nodes.</summary>
    public sealed class Visits(int nodes)
    {
        public int[] RoundOf { get; } = new int[nodes];

        public int[] Queue { get; } = new int[nodes];

        public int Round { get; set; }
    }

    /// <param name="isSymmetric">Whether each edge has one back; an edge and its back have one lot.</param>
    public static LiveWorld Draw(CsrGraph graph, EdgeLots lots, bool isSymmetric) => isSymmetric ? DrawUndirected(graph, lots) : DrawDirected(graph, lots);

    private static LiveWorld DrawUndirected(CsrGraph graph, EdgeLots lots)
    {
        var roots = new int[graph.NodeCount];
        for (var v = 0; v < roots.Length; v++)
            roots[v] = v;
        for (var v = 0; v < roots.Length; v++)
        {
            foreach (var u in graph.Neighbours(v))
            {
                if (u >= v)
                    break;
                if (lots.Passes(u, v))
                    DisjointSets.Join(roots, u, v);
            }
        }
        var (numbers, sizes) = (new int[roots.Length], new List<int>());
        for (var v = 0; v < roots.Length; v++)
        {
            // The root of a part is its lowest node: it has its number before the others ask for it.
            var root = DisjointSets.Root(roots, v);
            if (root == v)
            {
                numbers[v] = sizes.Count;
                sizes.Add(0);
            }
            numbers[v] = numbers[root];
            sizes[numbers[v]]++;
        }
        return new LiveWorld(numbers, [.. sizes], CsrBuilder.Directed(sizes.Count, [], []));
    }

    private static LiveWorld DrawDirected(CsrGraph graph, EdgeLots lots)
    {
        var (sources, targets) = (new List<int>(), new List<int>());
        for (var v = 0; v < graph.NodeCount; v++)
        {
            foreach (var u in graph.Neighbours(v))
            {
                if (u == v || !lots.Passes(v, u))
                    continue;
                sources.Add(v);
                targets.Add(u);
            }
        }
        var parts = StrongComponents.Compute(CsrBuilder.Directed(graph.NodeCount, sources.ToArray(), targets.ToArray()));
        var partOf = parts.ComponentOf.ToArray();
        var across = Enumerable.Range(0, sources.Count).Where(row => partOf[sources[row]] != partOf[targets[row]]).ToArray();
        return new LiveWorld(partOf, parts.Sizes.ToArray(), CsrBuilder.Directed(
            parts.Sizes.Length, [.. across.Select(row => partOf[sources[row]])], [.. across.Select(row => partOf[targets[row]])]));
    }

    /// <summary>Adds to gains [n] how many nodes each would reach.</summary>
    /// <remarks>O(parts · edges between parts / 64): 64 parts at a time, each as one bit of what a part reaches.</remarks>
    public void AddReach(long[] gains)
    {
        var order = BackwardOrder();
        var reach = new long[_sizes.Length];
        var bits = new ulong[_sizes.Length];
        for (var first = 0; first < _sizes.Length && _parts.EdgeCount > 0; first += 64)
            AddReach(first, order, bits, reach);
        for (var v = 0; v < gains.Length; v++)
            gains[v] += _parts.EdgeCount > 0 ? reach[_partOf[v]] : _sizes[_partOf[v]];
    }

    /// <summary>Nodes that a seed adds to those that are covered.</summary>
    public int Gain(int node, Visits visits) => Walk(node, visits, covers: false);

    /// <summary>Takes a seed: what it reaches is covered from now on.</summary>
    public void Cover(int node, Visits visits) => Walk(node, visits, covers: true);

    private int Walk(int node, Visits visits, bool covers)
    {
        var part = _partOf[node];
        if (_isCovered[part])
            return 0;
        var (round, queue, count, gain) = (++visits.Round, visits.Queue, 1, 0);
        (visits.RoundOf[part], queue[0]) = (round, part);
        for (var next = 0; next < count; next++)
        {
            gain += _sizes[queue[next]];
            _isCovered[queue[next]] |= covers;
            foreach (var other in _parts.Neighbours(queue[next]))
            {
                // What a covered part leads to is covered too.
                if (_isCovered[other] || visits.RoundOf[other] == round)
                    continue;
                visits.RoundOf[other] = round;
                queue[count++] = other;
            }
        }
        return gain;
    }

    private void AddReach(int first, int[] order, ulong[] bits, long[] reach)
    {
        var block = _sizes.AsSpan(first, Math.Min(64, _sizes.Length - first));
        var isUniform = block.IndexOfAnyExcept(1) < 0;
        foreach (var part in order)
        {
            var own = (uint)(part - first) < (uint)block.Length ? 1UL << (part - first) : 0;
            foreach (var next in _parts.Neighbours(part))
                own |= bits[next];
            bits[part] = own;
            if (isUniform)
            {
                reach[part] += BitOperations.PopCount(own);
                continue;
            }
            for (; own != 0; own &= own - 1)
                reach[part] += block[BitOperations.TrailingZeroCount(own)];
        }
    }

    /// <summary>Parts, each behind those that its edges lead to.</summary>
    private int[] BackwardOrder()
    {
        var order = TopologicalOrder.Compute(_parts).Order.ToArray();
        Array.Reverse(order);
        return order;
    }
}
