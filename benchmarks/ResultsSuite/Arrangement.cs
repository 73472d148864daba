using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.Encoders;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Splits;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>One side of an arrangement.</summary>
/// <param name="Labels">Of flows or nodes: index into the arrangement's classes, −1 = none.</param>
/// <param name="Flows">[m]: the flows themselves, in the graph's order.</param>
internal sealed record ResultGraph(GraphSample Graph, int[] Labels, IReadOnlyList<FlowRecord> Flows);

/// <summary>What is learnt from, chosen by and tested on.</summary>
/// <param name="Classes">Those of the training graph, then those that occur in the test graph only, which nobody can foretell.</param>
/// <param name="Known">Number of the former.</param>
/// <param name="Split">Train and Validation are items of <paramref name="Train"/>, Test items of <paramref name="Test"/>, which may be the same graph.</param>
/// <param name="Task">Whether items are flows or hosts inside a window.</param>
internal sealed record Arrangement(string Task, IReadOnlyList<string> Classes, int Known, ResultGraph Train, ResultGraph Test, ItemSplit Split)
{
    /// <summary>Share of the flows that are learnt from or chosen by.</summary>
    public const double TrainFraction = 0.7;

    /// <summary>Share of those that are chosen by.</summary>
    public const double Validation = 0.15;

    /// <summary>True classes of the tested items.</summary>
    public int[] Truth => Array.ConvertAll(Split.Test, item => Test.Labels[item]);

    /// <summary>The later flows of each stretch are tested, in a graph of their own.</summary>
    public static Arrangement ByTime(ResultSet set, int window)
    {
        var (earlier, later) = set.Cut(TrainFraction);
        return OfTwo([.. earlier.Select(flow => flow.Flow)], [.. later.Select(flow => flow.Flow)], window);
    }

    /// <summary>All flows of a capture are tested, the others are learnt from.</summary>
    public static Arrangement ByCapture(ResultSet set, string tested, int window) => OfTwo(
        [.. set.Flows.Where(flow => flow.Capture != tested).Select(flow => flow.Flow)], [.. set.Flows.Where(flow => flow.Capture == tested).Select(flow => flow.Flow)], window);

    /// <summary>Drawn flows are tested, in the one graph of all.</summary>
    public static Arrangement ByChance(ResultSet set, int window, int seed)
    {
        FlowRecord[] flows = [.. set.Flows.Select(flow => flow.Flow)];
        var graph = Build(flows, window);
        var all = new ResultGraph(Sample(graph), graph.FlowLabel.ToArray(), InOrder(graph, flows));
        return new Arrangement(FlowNetwork.Task, graph.Classes, graph.Classes.Count, all, all, ItemSplits.ByChance(all.Labels, TrainFraction, Validation, seed));
    }

    /// <summary>The same with the hosts of each window as items, whose classes come from the flows that they opened.</summary>
    public Arrangement OfHosts(string benign)
    {
        var index = Classes.ToList().IndexOf(benign);
        var train = HostLabels.Of(Train.Graph, Train.Labels, index);
        var test = HostLabels.Of(Test.Graph, Test.Labels, index);
        return this with
        {
            Task = HostLabels.Task,
            Train = Train with { Labels = train },
            Test = Test with { Labels = test },
            Split = ItemSplits.ByTime(train, Validation) with { Test = [.. Enumerable.Range(0, test.Length).Where(node => test[node] >= 0)] },
        };
    }

    private static Arrangement OfTwo(IReadOnlyList<FlowRecord> learnt, IReadOnlyList<FlowRecord> tested, int window)
    {
        var (train, test) = (Build(learnt, window), Build(tested, window));
        string[] classes = [.. train.Classes, .. test.Classes.Except(train.Classes, StringComparer.Ordinal)];
        var labels = Array.ConvertAll(test.FlowLabel.ToArray(), label => label < 0 ? -1 : Array.IndexOf(classes, test.Classes[label]));
        var split = ItemSplits.ByTime(train.FlowLabel.Span, Validation);
        return new Arrangement(
            FlowNetwork.Task, classes, train.Classes.Count,
            new ResultGraph(Sample(train), train.FlowLabel.ToArray(), InOrder(train, learnt)), new ResultGraph(Sample(test), labels, InOrder(test, tested)),
            split with { Test = [.. Enumerable.Range(0, labels.Length).Where(flow => labels[flow] >= 0)] });
    }

    private static FlowGraph Build(IReadOnlyList<FlowRecord> flows, int window)
    {
        var batch = new FlowBatchBuilder(flows.Count);
        foreach (var flow in flows)
            batch.Add(flow);
        return FlowGraph.Build([batch.Build()], window);
    }

    private static FlowRecord[] InOrder(FlowGraph graph, IReadOnlyList<FlowRecord> flows) => Array.ConvertAll(graph.FlowRow.ToArray(), row => flows[row]);

    private static GraphSample Sample(FlowGraph graph) => new GraphSample(
        graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures)
        .OfHosts(graph.NodeHost.Span);
}
