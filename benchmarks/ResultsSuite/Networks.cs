using System.Diagnostics;
using NetMl.Gnn;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Splits;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Networks on an arrangement.</summary>
internal sealed class Networks(Arrangement arrangement, WorkTeam team)
{
    private readonly GraphSample _train = arrangement.Train.Graph;

    /// <summary>
    /// Trains and answers for the test items. Without patience it chooses nothing, so it learns from the training and the validation items, as the baselines do;
    /// else it takes the epoch that is best on the validation items.
    /// </summary>
    /// <param name="weights">How much each item of the training graph counts; empty = 1 each.</param>
    public Answers Train(string network, int hidden, GraphSettings settings, int seed, ReadOnlyMemory<float> weights = default)
    {
        var clock = Stopwatch.StartNew();
        var split = settings.Patience > 0
            ? arrangement.Split
            : arrangement.Split with { Train = [.. arrangement.Split.Train.Concat(arrangement.Split.Validation).Order()], Validation = [] };
        int[] learnt = Array.ConvertAll(split.Train, item => arrangement.Train.Labels[item]);
        var areFlows = GraphNetworks.IsOfFlows(arrangement.Task);
        var isLearnt = new bool[areFlows ? _train.Flows : _train.Nodes];
        foreach (var item in split.Train)
            isLearnt[item] = true;
        var scales = LearntScales.Of(_train, areFlows, isLearnt);
        var task = new GraphTask(
            new NetworkShape(arrangement.Task, network, _train.NodeFeatureCount, _train.FlowFeatureCount, hidden, arrangement.Known),
            scales.Nodes, scales.Flows,
            ClassWeights.InverseSquareRoot(learnt, arrangement.Known),
            GraphTask.PartOf(_train, split.Train, arrangement.Train.Labels, weights), GraphTask.PartOf(_train, split.Validation, arrangement.Train.Labels),
            GraphTask.PartOf(arrangement.Test.Graph, split.Test, arrangement.Test.Labels));
        var outcome = GraphTraining.Train(task, settings, seed, team, null, null, null, CancellationToken.None);
        return Answers.Of(network, arrangement, NetworkClassifier.Probabilities(outcome.TestOutputs, arrangement.Known), clock.Elapsed.TotalSeconds);
    }
}
