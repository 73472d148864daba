using NetMl.Gnn.Networks;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.NodeClassification;

/// <summary>Full-batch training of a node classifier: each step sees the whole graph and the labels of the training nodes.</summary>
public sealed class NodeTraining : ITrainingTask
{
    private readonly NodeTask _task;
    private readonly INodeNetwork _network;
    private readonly NetworkPasses _passes;
    private readonly int[] _trainLabels;
    private readonly float[] _classWeights;
    private readonly NetworkPass _loss;
    private readonly NetworkPass _logits;

    /// <param name="seed">Of dropout.</param>
    /// <param name="classWeights">[classes]: what a node of each class counts; null = all one.</param>
    /// <exception cref="ArgumentException">There is no training node, or one has no label.</exception>
    public NodeTraining(NodeTask task, INodeNetwork network, int seed, WorkTeam team, float[]? classWeights = null)
    {
        if (task.Train.Length == 0 || Array.Exists(task.Train, node => task.Labels[node] < 0))
            throw new ArgumentException("A node classifier needs training nodes, each with a label.", nameof(task));
        (_task, _network, _passes) = (task, network, new NetworkPasses(network.Layout, seed, team));
        _trainLabels = new int[task.Graph.Nodes];
        _trainLabels.AsSpan().Fill(-1);
        foreach (var node in task.Train)
            _trainLabels[node] = task.Labels[node];
        _classWeights = classWeights ?? [.. Enumerable.Repeat(1f, task.Classes.Count)];
        (_loss, _logits) = (Loss, Logits);
    }

    public ParameterLayout Layout => _network.Layout;

    public int StepsPerEpoch => 1;

    /// <inheritdoc/>
    public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient) => _passes.Learn(step, values, gradient, _loss);

    /// <inheritdoc/>
    public ValidationScore? Validate(Memory<float> values) => _task.Validation.Length == 0 ? null : Judge(Predict(values), _task.Validation);

    /// <summary>Logits of all nodes, without dropout.</summary>
    /// <returns>[n, classes]; valid until the next call.</returns>
    public Tensor<float> Predict(Memory<float> values) => _passes.Answer(values, _logits);

    /// <summary>Mean cross-entropy and accuracy over some nodes.</summary>
    public ValidationScore Judge(Tensor<float> logits, ReadOnlySpan<int> nodes) => NodeJudgement.Of(logits, _task.Labels, nodes);

    private Variable<float> Logits(Tape<float> tape, ParameterSet<float> parameters) => _network.Forward(tape, parameters, _task.Graph);

    private Variable<float> Loss(Tape<float> tape, ParameterSet<float> parameters) =>
        tape.Scale(tape.CrossEntropy(Logits(tape, parameters), _trainLabels, _classWeights), 1f / _task.Train.Length);
}
