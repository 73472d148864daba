using NetMl.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Sampling;

/// <summary>Draws a few neighbours of each node of a batch, and of those, layer by layer.</summary>
/// <remarks>
/// Without replacement. What is drawn for a node follows from the seed, the step, the layer and the node alone: not from the rest of the
/// batch, nor from the number of threads. Buffers are used again, so a warm sampler allocates nothing. For one thread at a time.
/// Source: Hamilton et al. 2017, algorithm 2.
/// </remarks>
public sealed class NeighbourSampler
{
    /// <summary>Neighbours drawn for one node are checked against each other one by one.</summary>
    public const int MaxFanout = 1024;

    private readonly Adjacency _graph;
    private readonly int[] _fanouts;
    private readonly ulong _seed;
    private readonly WorkTeam _team;
    private readonly bool _isInputGlobal;
    private readonly int[] _local;
    private readonly Adjacency[] _blocks;
    private int[] _nodes = new int[1024];
    private int[] _offsets = new int[1024];
    private int[] _drawn = new int[1024];
    private int _nodeCount;

    /// <param name="graph">[n, n]: whom each node hears.</param>
    /// <param name="fanouts">[layers]: neighbours drawn at each layer, the input's first; a node with fewer keeps all.</param>
    /// <param name="isInputGlobal">
    /// True: the first layer's block [targets, n] names its sources as the whole graph does, so that features are read where they lie. Only
    /// for layers that do nothing to a source before they gather it.
    /// </param>
    /// <exception cref="ArgumentException">A fanout is below 1 or above <see cref="MaxFanout"/>, or the graph is not square.</exception>
    public NeighbourSampler(Adjacency graph, ReadOnlySpan<int> fanouts, int seed, WorkTeam? team = null, bool isInputGlobal = false)
    {
        foreach (var fanout in fanouts)
            if (fanout is < 1 or > MaxFanout)
                throw new ArgumentException($"A fanout is a whole number from 1 to {MaxFanout}, not {fanout}.", nameof(fanouts));
        if (graph.Rows != graph.Columns)
            throw new ArgumentException($"Neighbours are drawn from a square graph, not [{graph.Rows}, {graph.Columns}].", nameof(graph));
        (_graph, _fanouts, _seed, _team, _isInputGlobal) = (graph, fanouts.ToArray(), (uint)seed, team ?? WorkTeam.Alone, isInputGlobal);
        _blocks = [.. _fanouts.Select(_ => Adjacency.Empty())];
        _local = new int[graph.Rows];
        _local.AsSpan().Fill(-1);
    }

    /// <summary>Number of layers.</summary>
    public int Layers => _fanouts.Length;

    /// <summary>The nodes that the last batch touches, seeds first: row i of a layer's embeddings is that of node i here. Without those that only a global input names.</summary>
    public ReadOnlyMemory<int> Nodes => _nodes.AsMemory(0, _nodeCount);

    /// <summary>Who hears whom at a layer of the last batch: [targets, sources], both numbered as in <see cref="Nodes"/>. Valid until the next batch.</summary>
    public Adjacency Block(int layer) => _blocks[layer];

    /// <summary>Draws a batch. O(nodes drawn · fanout).</summary>
    /// <param name="seeds">Distinct nodes whose embeddings are wanted.</param>
    /// <param name="step">Number of the training step.</param>
    /// <exception cref="ArgumentException">A seed is out of range or comes twice.</exception>
    public void Sample(ReadOnlySpan<int> seeds, long step)
    {
        foreach (var node in _nodes.AsSpan(0, _nodeCount))
            _local[node] = -1;
        _nodeCount = 0;
        foreach (var seed in seeds)
        {
            if ((uint)seed >= (uint)_local.Length || _local[seed] >= 0)
                throw new ArgumentException($"Seed {seed} is not a node of {_local.Length}, or comes twice.", nameof(seeds));
            Number(seed);
        }
        for (var layer = Layers - 1; layer >= 0; layer--)
            Draw(layer, step);
    }

    private void Draw(int layer, long step)
    {
        var targets = _nodeCount;
        if (_offsets.Length <= targets)
            _offsets = new int[2 * targets];
        var count = 0;
        for (var target = 0; target < targets; target++)
        {
            _offsets[target] = count;
            count += Math.Min(_fanouts[layer], Degree(_nodes[target]));
        }
        _offsets[targets] = count;
        if (_drawn.Length < count)
            _drawn = new int[count + count / 4];
        var drawn = _drawn.AsSpan(0, count);
        var work = new NeighbourDraws(_graph, _nodes.AsSpan(0, targets), _offsets, drawn, _seed, (ulong)step, layer);
        _team.Run(NeighbourDraws.Chunks(targets), ref work);

        // Names of the whole graph become local ones, in the order in which nodes are first seen.
        var isGlobal = layer == 0 && _isInputGlobal;
        if (!isGlobal)
            foreach (ref var source in drawn)
                source = Number(source);
        _blocks[layer].Refill(targets, isGlobal ? _graph.Rows : _nodeCount, count, out var offsets, out var sources);
        _offsets.AsSpan(0, targets + 1).CopyTo(offsets);
        drawn.CopyTo(sources);
    }

    private int Number(int node)
    {
        if (_local[node] >= 0)
            return _local[node];
        if (_nodeCount == _nodes.Length)
            Array.Resize(ref _nodes, 2 * _nodes.Length);
        _nodes[_nodeCount] = node;
        return _local[node] = _nodeCount++;
    }

    private int Degree(int node) => _graph.Offsets[node + 1] - _graph.Offsets[node];
}
