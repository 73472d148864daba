using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Sampling;

/// <summary>Training of a node classifier on batches of clusters: alone, or hearing the latest embeddings of neighbours outside the batch.</summary>
/// <remarks>
/// Sources: Chiang et al. 2019 without history, Fey et al. 2021 with it. Histories begin at zero and are not part of a checkpoint: a run resumed with
/// history does not give the same bits, without history it does. Validation runs layer by layer over the whole graph.
/// </remarks>
public sealed class ClusterNodeTraining : ITrainingTask
{
    private readonly NodeTask _task;
    private readonly ILayeredNetwork _network;
    private readonly NetworkPasses _passes;
    private readonly ClusterBatches _batches;
    private readonly HistoricalEmbeddings<float>?[] _histories;
    private readonly Tensor<float>?[] _pulled;
    private readonly bool[] _isLearnt;
    private readonly int[] _labels;
    private readonly float[] _classWeights;
    private readonly WorkTeam _team;
    private readonly NetworkPass _loss;
    private long _step;

    /// <param name="clusters">[n]: cluster of each node, such as its community.</param>
    /// <param name="hasHistory">True: neighbours outside the batch are heard as they were when they were last computed.</param>
    /// <exception cref="ArgumentException">There is no training node, or one has no label.</exception>
    public ClusterNodeTraining(NodeTask task, ILayeredNetwork network, ReadOnlySpan<int> clusters, int clustersPerBatch, bool hasHistory, int seed, WorkTeam team)
    {
        if (task.Train.Length == 0 || Array.Exists(task.Train, node => task.Labels[node] < 0))
            throw new ArgumentException("A node classifier needs training nodes, each with a label.", nameof(task));
        (_task, _network, _team, _passes) = (task, network, team, new NetworkPasses(network.Layout, seed, team));
        _batches = new ClusterBatches(task.Graph.Neighbours, clusters, clustersPerBatch, seed, hasHistory);
        _histories = new HistoricalEmbeddings<float>?[hasHistory ? network.Depth : 0];
        _pulled = new Tensor<float>?[_histories.Length];
        _isLearnt = new bool[task.Graph.Nodes];
        foreach (var node in task.Train)
            _isLearnt[node] = true;
        _labels = new int[task.Graph.Nodes];
        _classWeights = [.. Enumerable.Repeat(1f, task.Classes.Count)];
        _loss = Loss;
    }

    public ParameterLayout Layout => _network.Layout;

    public int StepsPerEpoch => _batches.Batches;

    /// <inheritdoc/>
    public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient)
    {
        _step = step;
        _batches.Take(step);
        var nodes = _batches.Nodes.Span;
        for (var row = 0; row < _batches.BatchCount; row++)
            _labels[row] = _isLearnt[nodes[row]] ? _task.Labels[nodes[row]] : -1;
        return _passes.Learn(step, values, gradient, _loss);
    }

    /// <inheritdoc/>
    public ValidationScore? Validate(Memory<float> values) => _task.Validation.Length == 0
        ? null
        : ClassJudgement.Of(LayerwiseInference.Run(_network, _task.Graph, values, _team), _task.Labels, _task.Validation);

    private Variable<float> Loss(Tape<float> tape, ParameterSet<float> parameters)
    {
        var batch = _batches.Nodes[.._batches.BatchCount];
        var h = _network.ForwardLayer(tape, parameters, 0, _task.Graph.Features(tape), _batches.InputBlock, batch);
        for (var layer = 1; layer < _network.Depth; layer++)
            h = _network.ForwardLayer(tape, parameters, layer, _histories.Length == 0 ? h : WithHalo(tape, layer, h), _batches.Block, default);
        var labels = _labels.AsMemory(0, _batches.BatchCount);
        var learnt = 0;
        foreach (var label in labels.Span)
            learnt += label >= 0 ? 1 : 0;
        return tape.Scale(tape.CrossEntropy(h, labels, _classWeights), 1f / Math.Max(1, learnt));
    }

    // The batch's embeddings are kept; those of the halo are what was kept before.
    private Variable<float> WithHalo(Tape<float> tape, int layer, Variable<float> h)
    {
        var history = _histories[layer] ??= new HistoricalEmbeddings<float>(_task.Graph.Nodes, h.Value.Columns);
        var halo = _batches.Nodes.Span[_batches.BatchCount..];
        history.Push(_batches.Nodes.Span[.._batches.BatchCount], h.Value, _step);
        if (_pulled[layer]?.Rows != halo.Length)
            _pulled[layer] = new Tensor<float>(halo.Length, h.Value.Columns);
        var pulled = _pulled[layer] ?? throw new InvalidOperationException("The halo has no place.");
        history.Pull(halo, pulled);
        return tape.JoinRows(h, tape.Constant(pulled));
    }
}
