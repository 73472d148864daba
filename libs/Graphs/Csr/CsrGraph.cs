namespace NetMl.Graphs.Csr;

/// <summary>An immutable directed graph with one weight per edge, in compressed sparse rows.</summary>
/// <remarks>
/// n nodes 0..n−1, m edges. Row v of <see cref="Targets"/> lies at <c>[Offsets[v], Offsets[v + 1])</c>, ascending, without repeats.
/// Memory: 8(n + 1) + 12m bytes; the transpose, built on first use, the same again. Safe for any number of readers.
/// </remarks>
public sealed class CsrGraph
{
    private readonly long[] _offsets;
    private readonly int[] _targets;
    private readonly double[] _weights;
    private CsrGraph? _transpose;

    internal CsrGraph(long[] offsets, int[] targets, double[] weights)
    {
        _offsets = offsets;
        _targets = targets;
        _weights = weights;
    }

    /// <summary>A graph without nodes.</summary>
    public static CsrGraph Empty { get; } = new([0], [], []);

    /// <summary>n.</summary>
    public int NodeCount => _offsets.Length - 1;

    /// <summary>m, after repeated edges became one.</summary>
    public long EdgeCount => _targets.Length;

    /// <summary>[n + 1]: where the row of each node begins.</summary>
    public ReadOnlySpan<long> Offsets => _offsets;

    /// <summary>[m]: the node at the end of each edge, ordered by source and then by target.</summary>
    public ReadOnlySpan<int> Targets => _targets;

    /// <summary>[m]: the weight of each edge, in the order of <see cref="Targets"/>.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The same edges turned round. O(n + m) the first time, then remembered (and remembers this graph as its own transpose).</summary>
    public CsrGraph Transpose
    {
        get
        {
            if (_transpose is { } known)
                return known;
            var (offsets, targets, weights) = CsrTranspose.Of(this);
            var built = new CsrGraph(offsets, targets, weights) { _transpose = this };
            return Interlocked.CompareExchange(ref _transpose, built, null) ?? built;
        }
    }

    /// <summary>Number of edges that leave a node. O(1).</summary>
    public int OutDegree(int node) => (int)(_offsets[node + 1] - _offsets[node]);

    /// <summary>The targets of a node's edges, ascending. O(1), no copy.</summary>
    public ReadOnlySpan<int> Neighbours(int node) => _targets.AsSpan((int)_offsets[node], OutDegree(node));

    /// <summary>The weights of a node's edges, in the order of <see cref="Neighbours"/>. O(1), no copy.</summary>
    public ReadOnlySpan<double> NeighbourWeights(int node) => _weights.AsSpan((int)_offsets[node], OutDegree(node));

    /// <summary>Whether the edge exists. O(log degree).</summary>
    public bool HasEdge(int source, int target) => Neighbours(source).BinarySearch(target) >= 0;
}
