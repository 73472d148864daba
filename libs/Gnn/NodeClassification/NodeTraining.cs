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
    private readonly int _seed;
    private readonly Tape<float> _learning;
    private readonly Tape<float> _judging;
    private readonly int[] _trainLabels;
    private readonly float[] _classWeights;
    private ParameterSet<float>? _parameters;
    private Memory<float> _values;
    private Memory<float> _gradient;

    /// <param name="classWeights">[classes]; null = all one.</param>
    /// <param name="seed">Of dropout.</param>
    /// <exception cref="ArgumentException">There is no training node, or one has no label.</exception>
    public NodeTraining(NodeTask task, INodeNetwork network, int seed, WorkTeam team, float[]? classWeights = null)
    {
        if (task.Train.Length == 0 || Array.Exists(task.Train, node => task.Labels[node] < 0))
            throw new ArgumentException("A node classifier needs training nodes, each with a label.", nameof(task));
        (_task, _network, _seed) = (task, network, seed);
        (_learning, _judging) = (new Tape<float>(team), new Tape<float>(team));
        _trainLabels = new int[task.Graph.Nodes];
        _trainLabels.AsSpan().Fill(-1);
        foreach (var node in task.Train)
            _trainLabels[node] = task.Labels[node];
        _classWeights = classWeights ?? [.. Enumerable.Repeat(1f, task.Classes.Count)];
    }

    public ParameterLayout Layout => _network.Layout;

    public int StepsPerEpoch => 1;

    /// <inheritdoc/>
    public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient)
    {
        if (_parameters is null || !values.Equals(_values) || !gradient.Equals(_gradient))
        {
            _parameters = new ParameterSet<float>(_learning, Layout, values, gradient);
            (_values, _gradient) = (values, gradient);
        }
        _learning.Reset(Pass.Training(_seed, step));
        var logits = _network.Forward(_learning, _parameters, _task.Graph);
        var loss = _learning.Scale(_learning.CrossEntropy(logits, _trainLabels, _classWeights), 1f / _task.Train.Length);
        _learning.Backward(loss);
        return loss.Value.Span[0];
    }

    /// <inheritdoc/>
    public ValidationScore? Validate(Memory<float> values) =>
        _task.Validation.Length == 0 ? null : Judge(Predict(values), _task.Validation);

    /// <summary>Logits of all nodes, without dropout.</summary>
    /// <returns>[n, classes]; valid until the next call.</returns>
    public Tensor<float> Predict(Memory<float> values)
    {
        _judging.Reset(Pass.Evaluation);
        return _network.Forward(_judging, new ParameterSet<float>(_judging, Layout, values, Memory<float>.Empty), _task.Graph).Value;
    }

    /// <summary>Mean cross-entropy and accuracy over some nodes.</summary>
    public ValidationScore Judge(Tensor<float> logits, ReadOnlySpan<int> nodes)
    {
        Span<float> probabilities = stackalloc float[Math.Min(logits.Columns, 256)];
        if (logits.Columns > 256)
            probabilities = new float[logits.Columns];
        var (loss, right) = (0.0, 0);
        foreach (var node in nodes)
        {
            var row = logits.Row(node);
            loss += SoftmaxCrossEntropy.Softmax<float>(row, probabilities) - row[_task.Labels[node]];
            right += System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(row) == _task.Labels[node] ? 1 : 0;
        }
        return new ValidationScore(loss / nodes.Length, (double)right / nodes.Length);
    }
}
