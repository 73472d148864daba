using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Scores;
using NetMl.Tensors.Autograd;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Measures weights on the validation part of a job with labels. For one thread at a time.</summary>
sealed class ValidationJudge
{
    private readonly TrainingSet _input;
    private readonly PreparedGraph<float> _graph;
    private readonly OwnedItems<float> _owned;
    private readonly int[] _labels;

    private ValidationJudge(TrainingSet input, GraphPart part)
    {
        _input = input;
        _graph = PreparedGraph<float>.Create(part.Graph, input.NodeScale, input.FlowScale);
        _owned = OwnedItems<float>.Of(_graph, input.AreFlows, part.Owned);
        _labels = part.Labels.ToArray();
    }

    /// <summary>Null for a job without labels, and where no validation item has a class that is learnt.</summary>
    public static ValidationJudge? Of(TrainingSet input)
    {
        if (!GraphNetworks.HasClasses(input.Request.Task))
            return null;
        var labels = Array.ConvertAll(input.Judged.LabelsOf(part => part == SplitPart.Validation), label => label < input.Classes.Count ? label : -1);
        if (Array.TrueForAll(labels, label => label < 0))
            return null;
        return new ValidationJudge(input, GraphPartitioner.Cut(input.Judged.Sample, input.AreFlows, labels, 1, input.Network.Hops)[0]);
    }

    /// <summary>The job's metric, and the mean loss, in nats.</summary>
    /// <param name="weights">In the order of the network's layout.</param>
    public (double Score, double Loss) Measure(float[] weights)
    {
        var tape = new Tape<float>();
        var parameters = new ParameterSet<float>(tape, _input.Network.Layout, weights, Memory<float>.Empty);
        var logits = _input.Network.Forward(tape, parameters, _graph, _owned).Value.Span;
        var loss = Loss(logits);
        return (_input.Request.Metric == JobMetrics.Loss ? loss : Score(logits), loss);
    }

    private double Loss(ReadOnlySpan<float> logits)
    {
        var (probabilities, classes) = (NetworkClassifier.Probabilities(logits, _input.Classes.Count), _input.Classes.Count);
        return _labels.Select((label, item) => -Math.Log(Math.Max(float.Epsilon, probabilities[item * classes + label]))).Average();
    }

    private double Score(ReadOnlySpan<float> logits)
    {
        var classes = _input.Classes.Count;
        if (_input.Request.Metric == JobMetrics.Auroc)
            return OneAgainstRest.Auroc(logits, _labels, classes);
        var report = ClassificationReport.Of(_labels, ClassificationReport.ArgMax(logits, classes), classes);
        return _input.Request.Metric == JobMetrics.Accuracy ? report.Accuracy : report.MacroF1;
    }
}
