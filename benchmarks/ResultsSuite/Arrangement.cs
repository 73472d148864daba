using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Splits;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>One side of an arrangement.</summary>
/// <param name="Labels">[m]: index into the arrangement's classes, −1 = none.</param>
internal sealed record ResultGraph(GraphSample Graph, int[] Labels);

/// <summary>What is learnt from, chosen by and tested on.</summary>
/// <param name="Classes">Those of the training graph, then those that occur in the test graph only, which nobody can foretell.</param>
/// <param name="Known">Number of the former.</param>
/// <param name="Split">Train and Validation are flows of <paramref name="Train"/>, Test flows of <paramref name="Test"/>, which may be the same graph.</param>
internal sealed record Arrangement(IReadOnlyList<string> Classes, int Known, ResultGraph Train, ResultGraph Test, ItemSplit Split)
{
    /// <summary>Share of the flows that are learnt from or chosen by.</summary>
    public const double TrainFraction = 0.7;

    /// <summary>Share of those that are chosen by.</summary>
    public const double Validation = 0.15;

    /// <summary>True classes of the tested flows.</summary>
    public int[] Truth => Array.ConvertAll(Split.Test, flow => Test.Labels[flow]);

    /// <summary>The later flows of each stretch are tested, in a graph of their own.</summary>
    public static Arrangement ByTime(ResultSet set, int window)
    {
        var (earlier, later) = (new List<FlowRecord>(), new List<FlowRecord>());
        foreach (var stretch in set.Flows.GroupBy(flow => flow.Stretch))
        {
            var flows = stretch.Select(flow => flow.Flow).OrderBy(flow => flow.StartNanoseconds).ToArray();
            if (TimeSplit.LaterPart(Array.ConvertAll(flows, flow => flow.StartNanoseconds), TrainFraction) is not { } cut)
                throw new BenchmarkFailure($"The flows of '{stretch.Key}' all start at once.");
            foreach (var flow in flows)
                (flow.StartNanoseconds < cut ? earlier : later).Add(flow);
        }
        return OfTwo(earlier, later, window);
    }

    /// <summary>All flows of a capture are tested, the others are learnt from.</summary>
    public static Arrangement ByCapture(ResultSet set, string tested, int window) => OfTwo(
        [.. set.Flows.Where(flow => flow.Capture != tested).Select(flow => flow.Flow)], [.. set.Flows.Where(flow => flow.Capture == tested).Select(flow => flow.Flow)], window);

    /// <summary>Drawn flows are tested, in the one graph of all.</summary>
    public static Arrangement ByChance(ResultSet set, int window, int seed)
    {
        var graph = Build([.. set.Flows.Select(flow => flow.Flow)], window);
        var all = new ResultGraph(Sample(graph), graph.FlowLabel.ToArray());
        return new Arrangement(graph.Classes, graph.Classes.Count, all, all, ItemSplits.ByChance(all.Labels, TrainFraction, Validation, seed));
    }

    /// <summary>The same with other labels to learn from.</summary>
    public Arrangement Learning(int[] labels) => this with { Train = Train with { Labels = labels } };

    private static Arrangement OfTwo(IReadOnlyList<FlowRecord> learnt, IReadOnlyList<FlowRecord> tested, int window)
    {
        var (train, test) = (Build(learnt, window), Build(tested, window));
        string[] classes = [.. train.Classes, .. test.Classes.Except(train.Classes, StringComparer.Ordinal)];
        var labels = Array.ConvertAll(test.FlowLabel.ToArray(), label => label < 0 ? -1 : Array.IndexOf(classes, test.Classes[label]));
        var split = ItemSplits.ByTime(train.FlowLabel.Span, Validation);
        return new Arrangement(
            classes, train.Classes.Count, new ResultGraph(Sample(train), train.FlowLabel.ToArray()), new ResultGraph(Sample(test), labels),
            split with { Test = [.. Enumerable.Range(0, labels.Length).Where(flow => labels[flow] >= 0)] });
    }

    private static FlowGraph Build(IReadOnlyList<FlowRecord> flows, int window)
    {
        var batch = new FlowBatchBuilder(flows.Count);
        foreach (var flow in flows)
            batch.Add(flow);
        return FlowGraph.Build([batch.Build()], window);
    }

    private static GraphSample Sample(FlowGraph graph) => new GraphSample(
        graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures)
        .OfHosts(graph.NodeHost.Span);
}
