namespace NetMl.Graphs.Csr;

/// <summary>An immutable directed graph with one weight per edge, in compressed sparse rows.</summary>
/// <remarks>
/// n nodes 0..n−1, m edges, both below 2^31. Row v of <see cref="Targets"/> lies at <c>[Offsets[v], Offsets[v + 1])</c>, ascending, without repeats.
/// Memory: 8(n + 1) + 4m bytes, and 8m for weights where not all are 1 or once they are asked for; the transpose, built on first use,
/// the same again (nothing for a symmetric graph). Safe for any number of readers.
/// </remarks>
public sealed class CsrGraph
{
    private readonly long[] _offsets;
    private readonly int[] _targets;
    private double[]? _weights;
    private CsrGraph? _transpose;

    /// <summary>Owns its arrays; no weights mean 1 for each edge.</summary>
    internal CsrGraph(long[] offsets, int[] targets, double[]? weights, bool isSymmetric = false)
    {
        _offsets = offsets;
        _targets = targets;
        _weights = weights;
        IsWeighted = weights is not null;
        _transpose = isSymmetric ? this : null;
    }

    /// <summary>A graph without nodes.</summary>
    public static CsrGraph Empty { get; } = new([0], [], null, isSymmetric: true);

    /// <summary>n.</summary>
    public int NodeCount => _offsets.Length - 1;

    /// <summary>m, after repeated edges became one.</summary>
    public long EdgeCount => _targets.Length;

    /// <summary>False when all weights are 1 because rows neither had weights nor repeated each other.</summary>
    public bool IsWeighted { get; }

    /// <summary>[n + 1]: where the row of each node begins.</summary>
    public ReadOnlySpan<long> Offsets => _offsets;

    /// <summary>[m]: the node at the end of each edge, ordered by source and then by target.</summary>
    public ReadOnlySpan<int> Targets => _targets;

    /// <summary>[m]: the weight of each edge, in the order of <see cref="Targets"/>. Takes memory from the first use on when <see cref="IsWeighted"/> is false.</summary>
    public ReadOnlySpan<double> Weights => _weights ?? Ones();

    /// <summary>The same edges turned round; the graph itself when it was made symmetric. O(n + m) the first time, then remembered (and remembers this graph as its own transpose).</summary>
    public CsrGraph Transpose
    {
        get
        {
            if (_transpose is { } known)
                return known;
            var built = CsrTranspose.Of(_offsets, _targets, IsWeighted ? _weights : null);
            built._transpose = this;
            return Interlocked.CompareExchange(ref _transpose, built, null) ?? built;
        }
    }

    /// <summary>Whether <see cref="Transpose"/> is at hand.</summary>
    internal bool HasTranspose => _transpose is not null;

    /// <summary>Number of edges that leave a node. O(1).</summary>
    public int OutDegree(int node) => (int)(_offsets[node + 1] - _offsets[node]);

    /// <summary>The targets of a node's edges, ascending. O(1), no copy.</summary>
    public ReadOnlySpan<int> Neighbours(int node) => _targets.AsSpan((int)_offsets[node], OutDegree(node));

    /// <summary>The weights of a node's edges, in the order of <see cref="Neighbours"/>. O(1), no copy.</summary>
    public ReadOnlySpan<double> NeighbourWeights(int node) => Weights.Slice((int)_offsets[node], OutDegree(node));

    /// <summary>Whether the edge exists. O(log degree).</summary>
    public bool HasEdge(int source, int target) => Neighbours(source).BinarySearch(target) >= 0;

    private double[] Ones()
    {
        var ones = GC.AllocateUninitializedArray<double>(_targets.Length);
        Array.Fill(ones, 1);
        return Interlocked.CompareExchange(ref _weights, ones, null) ?? ones;
    }
}
