using NetMl.Tensors;

namespace NetMl.Gnn.Sampling;

/// <summary>Batches made of whole clusters of a graph: neighbours stay together, and nothing is sampled.</summary>
/// <remarks>
/// Each step joins several clusters drawn at random, which brings back some of the edges between clusters. Edges that leave the batch are
/// left out, or lead to a halo of direct neighbours. Buffers are used again. For one thread at a time. Source: Chiang et al. 2019, "Cluster-GCN"; we take any clusters, such as
/// Leiden communities, instead of METIS parts.
/// </remarks>
public sealed class ClusterBatches
{
    private readonly Adjacency _graph;
    private readonly int[] _members;
    private readonly int[] _starts;
    private readonly int[] _local;
    private readonly BatchOrder _order;
    private readonly bool _hasHalo;
    private readonly int[] _nodes;
    private int _nodeCount;

    /// <param name="graph">[n, n].</param>
    /// <param name="clusters">[n]: cluster of each node, any number.</param>
    /// <param name="clustersPerBatch">≥ 1.</param>
    /// <param name="hasHalo">True: the batch also hears its neighbours outside.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no node.</exception>
    public ClusterBatches(Adjacency graph, ReadOnlySpan<int> clusters, int clustersPerBatch, int seed, bool hasHalo = false)
    {
        if (clusters.Length != graph.Rows || graph.Rows != graph.Columns)
            throw new ArgumentException($"{clusters.Length} clusters do not fit a graph [{graph.Rows}, {graph.Columns}].", nameof(clusters));
        var numbers = Numbered(clusters, out var count);
        (_graph, _hasHalo) = (graph, hasHalo);
        _members = new int[clusters.Length];
        for (var node = 0; node < _members.Length; node++)
            _members[node] = node;
        Array.Sort([.. numbers], _members);
        _starts = new int[count + 1];
        foreach (var cluster in numbers)
            _starts[cluster + 1]++;
        for (var cluster = 0; cluster < count; cluster++)
            _starts[cluster + 1] += _starts[cluster];
        for (var cluster = 0; cluster < count; cluster++)
            Array.Sort(_members, _starts[cluster], _starts[cluster + 1] - _starts[cluster]);
        _local = new int[clusters.Length];
        _local.AsSpan().Fill(-1);
        _nodes = new int[clusters.Length];
        _order = new BatchOrder([.. Enumerable.Range(0, count)], clustersPerBatch, seed);
    }

    /// <summary>Batches of one epoch.</summary>
    public int Batches => _order.Batches;

    /// <summary>Nodes of the last batch itself, which come first in <see cref="Nodes"/>.</summary>
    public int BatchCount { get; private set; }

    /// <summary>The nodes of the last batch and its halo; row i of their features is that of node i here.</summary>
    public ReadOnlyMemory<int> Nodes => _nodes.AsMemory(0, _nodeCount);

    /// <summary>[batch, batch and halo]: who hears whom, numbered as in <see cref="Nodes"/>; valid until the next batch.</summary>
    public Adjacency Block { get; } = Adjacency.Empty();

    /// <summary>[batch, n]: the same with sources named as the graph does, to read features where they lie.</summary>
    public Adjacency InputBlock { get; } = Adjacency.Empty();

    /// <summary>Takes the clusters of a step. O(edges of their nodes).</summary>
    public void Take(long step)
    {
        foreach (var node in Nodes.Span)
            _local[node] = -1;
        _nodeCount = 0;
        foreach (var cluster in _order.Batch(step))
            foreach (var node in _members.AsSpan(_starts[cluster].._starts[cluster + 1]))
                Number(node);
        BatchCount = _nodeCount;
        var count = 0;
        for (var row = 0; row < BatchCount; row++)
            foreach (var source in Heard(_nodes[row]))
            {
                if (_hasHalo && _local[source] < 0)
                    Number(source);
                count += _local[source] >= 0 ? 1 : 0;
            }
        Block.Refill(BatchCount, _nodeCount, count, out var offsets, out var sources);
        InputBlock.Refill(BatchCount, _graph.Rows, count, out var inputOffsets, out var inputSources);
        count = 0;
        for (var row = 0; row < BatchCount; row++)
        {
            offsets[row] = count;
            foreach (var source in Heard(_nodes[row]))
                if (_local[source] >= 0)
                    (inputSources[count], sources[count++]) = (source, _local[source]);
        }
        offsets[BatchCount] = count;
        offsets.CopyTo(inputOffsets);
    }

    // Clusters without gaps, in the order in which they are first seen.
    private static int[] Numbered(ReadOnlySpan<int> clusters, out int count)
    {
        var (numbers, known) = (new int[clusters.Length], new Dictionary<int, int>());
        for (var node = 0; node < numbers.Length; node++)
        {
            if (!known.TryGetValue(clusters[node], out numbers[node]))
                known.Add(clusters[node], numbers[node] = known.Count);
        }
        count = known.Count;
        return numbers;
    }

    private void Number(int node) => (_nodes[_nodeCount], _local[node]) = (node, _nodeCount++);

    private ReadOnlySpan<int> Heard(int node) => _graph.Sources[_graph.Offsets[node].._graph.Offsets[node + 1]];
}
