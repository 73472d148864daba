using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Training.Tests.Preparation;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Evaluation;

/// <summary>Which of equally good epochs is kept.</summary>
public sealed class BestEpochTests
{
    private static readonly TrainingSet Input = OneClassToChooseBy();

    /// <summary>Where one class alone is chosen by, every epoch has the AUROC 0.5: the loss decides.</summary>
    [Fact]
    public void Look_EqualScores_KeepsTheLowerLoss()
    {
        var judge = Judge();
        float[][] epochs = [Weights(1), Weights(2), Weights(3)];
        var losses = Array.ConvertAll(epochs, weights => judge.Measure(weights).Loss);
        var best = new BestEpoch(Input, judge, forgotten: 0);

        var scores = epochs.Select((weights, epoch) => best.Look(epoch + 1, weights)).ToList();

        Assert.All(scores, score => Assert.Equal(0.5, score));
        Assert.Equal(3, losses.Distinct().Count());
        Assert.Equal((1 + Array.IndexOf(losses, losses.Min()), losses.Min()), (best.Epoch, best.Loss));
    }

    [Fact]
    public void Look_EqualInEverything_KeepsTheLater()
    {
        var best = new BestEpoch(Input, Judge(), forgotten: 0);

        best.Look(1, Weights(1));
        best.Look(2, Weights(1));

        Assert.Equal(2, best.Epoch);
    }

    [Fact]
    public void Look_EqualToOneStoredWithoutALoss_KeepsTheLater()
    {
        var best = new BestEpoch(Input, Judge(), new StoredBest(1, 0.5, 0, Input.Network.Layout.Count), Weights(1));

        best.Look(2, Weights(2));

        Assert.Equal(2, best.Epoch);
    }

    private static float[] Weights(int seed) => Input.Network.Layout.Initialise(seed);

    private static ValidationJudge Judge() => ValidationJudge.Of(Input) ?? throw new InvalidOperationException("there is a validation part");

    private static TrainingSet OneClassToChooseBy()
    {
        var request = JobRequestRules.Resolve(new JobRequest("d", "m", Split: new SplitRequest(SplitKinds.Random, 0.2), Metric: JobMetrics.Loss));
        var graph = LabelledGraph.OfFlows(SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1000, Hosts = 20 }), 256)));
        var parts = ItemSplit.Of(request, graph);
        var kept = graph.Labels.Where((label, flow) => parts[flow] == SplitPart.Validation && label >= 0).First();
        var one = graph with { Labels = [.. graph.Labels.Select((label, flow) => parts[flow] == SplitPart.Validation && label != kept ? -1 : label)] };
        return JobCut.OfOne(request, new JobInputs("all", "all", "all", null), one, parts) with { Request = request with { Metric = JobMetrics.Auroc } };
    }
}
