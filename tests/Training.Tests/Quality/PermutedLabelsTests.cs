using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Training.Tests.Preparation;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Quality;

/// <summary>The way of a job from its graphs to its result: with labels of the training part that were shuffled, nothing is learnt of the test part, by the model or by a baseline.</summary>
public sealed class PermutedLabelsTests
{
    // Mean recall of two classes: 1/2 by chance, with a deviation of about 0.02 over some 600 tested flows.
    private const double Chance = 0.5;
    private const double Slack = 0.1;

    private static readonly JobRequest Request = new("d", "m", Epochs: 30, HiddenSize: 8, WindowFlows: 256);

    [Theory]
    [InlineData(SplitKinds.Time)]
    [InlineData(SplitKinds.Random)]
    public void Outcome_ShuffledTrainingLabels_IsChance(string split)
    {
        var told = Recalls(split, shuffled: false);
        var shuffled = Recalls(split, shuffled: true);

        Assert.All(told, recall => Assert.True(recall.MeanRecall > 0.75, $"{recall}"));
        Assert.All(shuffled, recall => Assert.True(Math.Abs(recall.MeanRecall - Chance) < Slack, $"{recall}"));
        Assert.Equal(["logistic-regression", "boosted-trees"], shuffled.Skip(1).Select(recall => recall.Name));
    }

    private static (string Name, double MeanRecall)[] Recalls(string split, bool shuffled)
    {
        var input = split == SplitKinds.Time ? ByTime(shuffled) : Drawn(shuffled);
        var weights = TimeSplitTests.Train(input);
        var outcome = JobOutcome.Of(input, "job", weights, [.. TimeSplitTests.Programs(input).Select(part => part.Evaluate(weights))], CancellationToken.None);
        return
        [
            .. outcome.Baselines.Where(scores => scores.Name != "majority").Prepend(outcome.Model ?? throw new InvalidOperationException("a classifier has scores"))
                .Select(scores => (scores.Name, scores.Classes.Average(c => c.Recall))),
        ];
    }

    private static TrainingSet Drawn(bool shuffled)
    {
        var request = Request with { Split = new SplitRequest(SplitKinds.Random) };
        var graph = Labelled(1);
        var parts = ItemSplit.Of(request, graph);
        return JobCut.OfOne(request, new JobInputs("all", "all", "all", null), shuffled ? Shuffle(graph, parts) : graph, parts);
    }

    private static TrainingSet ByTime(bool shuffled)
    {
        var train = Labelled(1);
        return JobCut.ByTime(
            Request, new JobInputs("all", "train", "test", DateTimeOffset.UnixEpoch), shuffled ? Shuffle(train, new SplitPart[train.Labels.Length]) : train, null, Labelled(2));
    }

    /// <summary>Flows that last longer than others, and the others.</summary>
    private static LabelledGraph Labelled(int seed)
    {
        var graph = SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(seed, new SyntheticOptions { Flows = 2000, Hosts = 30 }), Request.WindowFlows ?? 0));
        var column = graph.FlowFeatureNames.ToList().IndexOf("log1p(duration)");
        var durations = Enumerable.Range(0, graph.Sample.Flows).Select(flow => graph.Sample.FlowFeatures.Span[flow * graph.FlowFeatureNames.Count + column]).ToArray();
        var middle = durations.Order().ElementAt(durations.Length / 2);
        return new LabelledGraph(graph, true, Array.ConvertAll(durations, duration => duration >= middle ? 1 : 0), [], ["short", "long"]);
    }

    /// <summary>Half of each class, drawn, gets the other label: so chance leaves no trace of the truth that a model could make much of.</summary>
    private static LabelledGraph Shuffle(LabelledGraph graph, SplitPart[] parts)
    {
        var (labels, random) = ((int[])graph.Labels.Clone(), new Random(3));
        for (var of = 0; of < graph.Classes.Count; of++)
        {
            var items = Enumerable.Range(0, parts.Length).Where(item => parts[item] == SplitPart.Train && graph.Labels[item] == of).ToArray();
            random.Shuffle(items);
            foreach (var item in items.Take(items.Length / 2))
                labels[item] = 1 - of;
        }
        return graph with { Labels = labels };
    }
}
