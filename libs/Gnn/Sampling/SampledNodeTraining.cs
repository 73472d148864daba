using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Training;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Sampling;

/// <summary>Training of a node classifier on batches of nodes and a few of their neighbours: memory follows the batch, not the graph.</summary>
/// <remarks>Dense features: sparse ones are multiplied for the whole graph in each step, so that its memory follows the graph again. Validation runs layer by layer over the whole graph (<see cref="LayerwiseInference"/>), with all neighbours.</remarks>
public sealed class SampledNodeTraining : ITrainingTask
{
    private readonly NodeTask _task;
    private readonly ILayeredNetwork _network;
    private readonly NetworkPasses _passes;
    private readonly NeighbourSampler _sampler;
    private readonly BatchOrder _order;
    private readonly WorkTeam _team;
    private readonly float[] _classWeights;
    private readonly NetworkPass _loss;
    private int[] _batchLabels = [];
    private int _batch;

    /// <param name="fanouts">[layers]: neighbours drawn at each layer, the input's first.</param>
    /// <param name="seed">Of the order of the nodes, the neighbours drawn and dropout.</param>
    /// <exception cref="ArgumentException">There is no training node, one has no label, or the fanouts are not one for each layer.</exception>
    public SampledNodeTraining(NodeTask task, ILayeredNetwork network, ReadOnlySpan<int> fanouts, int batchSize, int seed, WorkTeam team)
    {
        if (task.Train.Length == 0 || Array.Exists(task.Train, node => task.Labels[node] < 0))
            throw new ArgumentException("A node classifier needs training nodes, each with a label.", nameof(task));
        if (fanouts.Length != network.Depth)
            throw new ArgumentException($"A network of {network.Depth} layers needs as many fanouts, not {fanouts.Length}.", nameof(fanouts));
        (_task, _network, _team, _passes) = (task, network, team, new NetworkPasses(network.Layout, seed, team));
        _sampler = new NeighbourSampler(task.Graph.Neighbours, fanouts, seed, team, isInputGlobal: true);
        _order = new BatchOrder(task.Train, batchSize, seed);
        _classWeights = [.. Enumerable.Repeat(1f, task.Classes.Count)];
        _loss = Loss;
    }

    public ParameterLayout Layout => _network.Layout;

    public int StepsPerEpoch => _order.Batches;

    /// <inheritdoc/>
    public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient)
    {
        var seeds = _order.Batch(step);
        if (_batchLabels.Length < seeds.Length)
            _batchLabels = new int[seeds.Length];
        _batch = seeds.Length;
        for (var i = 0; i < seeds.Length; i++)
            _batchLabels[i] = _task.Labels[seeds[i]];
        _sampler.Sample(seeds, step);
        return _passes.Learn(step, values, gradient, _loss);
    }

    /// <inheritdoc/>
    public ValidationScore? Validate(Memory<float> values) => _task.Validation.Length == 0
        ? null
        : ClassJudgement.Of(LayerwiseInference.Run(_network, _task.Graph, values, _team), _task.Labels, _task.Validation);

    private Variable<float> Loss(Tape<float> tape, ParameterSet<float> parameters)
    {
        // The input layer reads features where they lie and finds its targets' own there.
        LayerInput<float> x = _task.Graph.Features(tape);
        var self = _sampler.Nodes[.._sampler.Block(0).Rows];
        for (var layer = 0; layer < _network.Depth; layer++)
            x = _network.ForwardLayer(tape, parameters, layer, x, _sampler.Block(layer), layer == 0 ? self : default);
        var logits = x.Dense ?? throw new InvalidOperationException("A network without layers cannot be trained.");
        return tape.Scale(tape.CrossEntropy(logits, _batchLabels.AsMemory(0, _batch), _classWeights), 1f / _batch);
    }
}
