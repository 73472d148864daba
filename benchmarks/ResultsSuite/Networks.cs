using System.Diagnostics;
using NetMl.Gnn;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Networks on an arrangement.</summary>
internal sealed class Networks(Arrangement arrangement, WorkTeam team)
{
    private readonly GraphSample _train = arrangement.Train.Graph;

    public Answers Train(string network, int hidden, GraphSettings settings, int seed, string? name = null)
    {
        var clock = Stopwatch.StartNew();
        var split = settings.Patience == 0 && settings.ValidateEvery == 0
            ? arrangement.Split with { Train = [.. arrangement.Split.Train.Concat(arrangement.Split.Validation).Order()], Validation = [] }
            : arrangement.Split;
        if (settings.ValidateEvery == 0)
            settings = settings with { ValidateEvery = settings.Epochs };
        int[] learnt = Array.ConvertAll(split.Train, flow => arrangement.Train.Labels[flow]);
        var shape = new NetworkShape(FlowNetwork.Task, network, _train.NodeFeatureCount, _train.FlowFeatureCount, hidden, arrangement.Known);
        var task = new GraphTask(
            shape, Standardisation.Fit(_train.NodeFeatures.Span, _train.NodeFeatureCount), Standardisation.Fit(_train.FlowFeatures.Span, _train.FlowFeatureCount),
            ClassWeights.InverseSquareRoot(learnt, arrangement.Known),
            GraphTask.PartOf(_train, split.Train, arrangement.Train.Labels), GraphTask.PartOf(_train, split.Validation, arrangement.Train.Labels),
            GraphTask.PartOf(arrangement.Test.Graph, split.Test, arrangement.Test.Labels));
        var outcome = GraphTraining.Train(task, settings, seed, team, null, null, null, CancellationToken.None);
        return Answers.Of(name ?? network, arrangement, FlowClassifier.Probabilities(outcome.TestOutputs, arrangement.Known), clock.Elapsed.TotalSeconds);
    }
}
