using NetMl.Contracts.Training;
using NetMl.Gnn.Splits;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Deals what is in one graph to the parts of a split that time does not decide.</summary>
static class ItemSplit
{
    /// <summary>Items of each class are drawn by the job's seed.</summary>
    public static SplitPart[] Of(JobRequest request, LabelledGraph graph) => Parts(
        ItemSplits.ByChance(Classes(graph), request.TrainFraction, request.Split?.Validation ?? 0, request.Seed), graph.Labels.Length);

    /// <summary>All items are learnt from but for a validation part, drawn likewise.</summary>
    public static SplitPart[] WithoutTest(JobRequest request, LabelledGraph graph) => Parts(
        ItemSplits.ByChoice(Classes(graph), new bool[graph.Labels.Length], request.Split?.Validation ?? 0, request.Seed), graph.Labels.Length);

    /// <summary>Flows that touch none of the named hosts, and those that touch one.</summary>
    /// <exception cref="UnusableInputException">One of the two is empty.</exception>
    public static (SnapshotGraph Others, SnapshotGraph Tested) Apart(SnapshotGraph graph, HostSet set, IReadOnlyList<string> names)
    {
        var isNamed = graph.Hosts.Select(set.Holds).ToArray();
        var touches = ItemSplits.FlowsOf(graph.Sample, Array.ConvertAll(graph.NodeHost, host => isNamed[host]));
        if (!touches.Contains(true))
            throw new UnusableInputException($"No flow touches {string.Join(", ", names)}, so there is nothing to test: name hosts of the data set in split.hosts.");
        if (!touches.Contains(false))
            throw new UnusableInputException($"Every flow touches {string.Join(", ", names)}, so there is nothing to learn from: name fewer hosts in split.hosts.");
        return (graph.Only(flow => !touches[flow]), graph.Only(flow => touches[flow]));
    }

    // Items without a label are dealt too, as a class of their own: they do not decide anything, but belong somewhere.
    private static int[] Classes(LabelledGraph graph) => Array.ConvertAll(graph.Labels, label => label + 1);

    private static SplitPart[] Parts(Gnn.Splits.ItemSplit split, int items)
    {
        var parts = new SplitPart[items];
        foreach (var item in split.Validation)
            parts[item] = SplitPart.Validation;
        foreach (var item in split.Test)
            parts[item] = SplitPart.Test;
        return parts;
    }
}
