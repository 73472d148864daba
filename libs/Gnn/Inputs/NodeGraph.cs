using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Inputs;

/// <summary>A graph whose nodes have features, in the forms that layers want; each form is made when it is first asked for.</summary>
public sealed class NodeGraph<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>? _dense;
    private readonly SparseMatrix<T>? _sparse;
    private Adjacency? _withSelf;
    private SparseMatrix<T>? _normalised;

    private NodeGraph(Adjacency neighbours, Tensor<T>? dense, SparseMatrix<T>? sparse)
    {
        Neighbours = neighbours;
        _dense = dense;
        _sparse = sparse;
    }

    /// <summary>n.</summary>
    public int Nodes => Neighbours.Rows;

    /// <summary>m.</summary>
    public int FeatureCount => _dense?.Columns ?? _sparse?.Columns ?? 0;

    /// <summary>The features [n, m]; null where they are sparse.</summary>
    public Tensor<T>? Dense => _dense;

    /// <summary>The features [n, m]; null where they are dense.</summary>
    public SparseMatrix<T>? Sparse => _sparse;

    /// <summary>[n, n]: whom each node hears, ascending, each once, never itself.</summary>
    public Adjacency Neighbours { get; }

    /// <summary>[n, n]: <see cref="Neighbours"/> and the node itself, ascending.</summary>
    public Adjacency WithSelf => _withSelf ??= AddSelf();

    /// <summary>[n, n]: D̃^−½ (A + I) D̃^−½ with D̃ the degrees of A + I. Source: Kipf &amp; Welling 2017.</summary>
    public SparseMatrix<T> Normalised => _normalised ??= Normalise();

    /// <summary>The features [n, m] as a first layer takes them.</summary>
    public LayerInput<T> Features(Tape<T> tape) => _dense is { } dense ? tape.Constant(dense) : _sparse!;

    /// <summary>A graph with dense features.</summary>
    /// <param name="neighbours">Square; see <see cref="Join"/>.</param>
    /// <param name="features">[n, m].</param>
    public static NodeGraph<T> Create(Adjacency neighbours, Tensor<T> features)
    {
        Require(neighbours, features.Rows);
        return new NodeGraph<T>(neighbours, features, null);
    }

    /// <summary>A graph with sparse features.</summary>
    /// <param name="features">[n, m].</param>
    public static NodeGraph<T> Create(Adjacency neighbours, SparseMatrix<T> features)
    {
        Require(neighbours, features.Rows);
        return new NodeGraph<T>(neighbours, null, features);
    }

    /// <summary>Neighbours of an undirected graph: both directions of each edge, each neighbour once, no loops. O(n + m log degree).</summary>
    /// <param name="nodes">n; indices lie in 0..n − 1.</param>
    /// <param name="isDirected">True: only the target of an edge hears its source.</param>
    /// <exception cref="ArgumentException">Lengths differ or an index is out of range.</exception>
    public static Adjacency Join(int nodes, ReadOnlySpan<int> source, ReadOnlySpan<int> target, bool isDirected)
    {
        int[] listeners = isDirected ? [.. target] : [.. target, .. source];
        int[] heard = isDirected ? [.. source] : [.. source, .. target];
        var all = Adjacency.Group(nodes, listeners, heard, skipSelf: true);
        var (offsets, sources) = (new int[nodes + 1], new int[all.Count]);
        var kept = 0;
        for (var node = 0; node < nodes; node++)
        {
            var row = all.Sources[all.Offsets[node]..all.Offsets[node + 1]].ToArray();
            Array.Sort(row);
            for (var i = 0; i < row.Length; i++)
                if (i == 0 || row[i] != row[i - 1])
                    sources[kept++] = row[i];
            offsets[node + 1] = kept;
        }
        return Adjacency.OfRows(nodes, offsets, sources[..kept]);
    }

    private static void Require(Adjacency neighbours, int rows)
    {
        if (neighbours.Rows != neighbours.Columns || neighbours.Rows != rows)
            throw new ArgumentException($"Neighbours [{neighbours.Rows}, {neighbours.Columns}] do not fit features of {rows} nodes.", nameof(neighbours));
    }

    private Adjacency AddSelf()
    {
        var (offsets, sources) = (new int[Nodes + 1], new int[Neighbours.Count + Nodes]);
        for (var node = 0; node < Nodes; node++)
        {
            var row = Neighbours.Sources[Neighbours.Offsets[node]..Neighbours.Offsets[node + 1]];
            var before = ~row.BinarySearch(node);
            if (before < 0)
                throw new InvalidOperationException($"Node {node} is among its own neighbours: join the edges first.");
            var to = sources.AsSpan(offsets[node], row.Length + 1);
            row[..before].CopyTo(to);
            to[before] = node;
            row[before..].CopyTo(to[(before + 1)..]);
            offsets[node + 1] = offsets[node] + to.Length;
        }
        return Adjacency.OfRows(Nodes, offsets, sources);
    }

    private SparseMatrix<T> Normalise()
    {
        var pattern = WithSelf;
        var shares = new double[Nodes];
        for (var node = 0; node < Nodes; node++)
            shares[node] = 1 / Math.Sqrt(pattern.Offsets[node + 1] - pattern.Offsets[node]);
        var values = new T[pattern.Count];
        for (var node = 0; node < Nodes; node++)
            for (var e = pattern.Offsets[node]; e < pattern.Offsets[node + 1]; e++)
                values[e] = T.CreateChecked(shares[node] * shares[pattern.Sources[e]]);
        return new SparseMatrix<T>(pattern, values);
    }
}
