using NetMl.Contracts.Training;
using NetMl.Gnn.Splits;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Deals the items of one graph to the parts of a split that time does not decide.</summary>
static class ItemSplit
{
    /// <summary>random: items of each class are drawn by the job's seed; hosts: what touches the named hosts is tested, and the validation part is drawn.</summary>
    /// <exception cref="UnusableInputException">The named hosts leave a part empty.</exception>
    public static SplitPart[] Of(JobRequest request, LabelledGraph graph)
    {
        // Items without a label are dealt too, as a class of their own: they do not decide anything, but belong somewhere.
        var classes = Array.ConvertAll(graph.Labels, label => label + 1);
        var validation = request.Split?.Validation ?? 0;
        var split = request.Split is { Kind: SplitKinds.Hosts, Hosts: { } hosts }
            ? ItemSplits.ByChoice(classes, Tested(graph, hosts), validation, request.Seed)
            : ItemSplits.ByChance(classes, request.TrainFraction, validation, request.Seed);
        var parts = new SplitPart[classes.Length];
        foreach (var item in split.Validation)
            parts[item] = SplitPart.Validation;
        foreach (var item in split.Test)
            parts[item] = SplitPart.Test;
        return parts;
    }

    private static bool[] Tested(LabelledGraph graph, IReadOnlyList<string> names)
    {
        var set = new HostSet(names);
        var isNamed = graph.Graph.Hosts.Select(set.Holds).ToArray();
        var nodes = Array.ConvertAll(graph.Graph.NodeHost, host => isNamed[host]);
        var tested = graph.AreFlows ? ItemSplits.FlowsOf(graph.Graph.Sample, nodes) : nodes;
        if (!tested.Contains(true))
            throw new UnusableInputException($"No flow touches {string.Join(", ", names)}, so there is nothing to test: name hosts of the data set in split.hosts.");
        if (!tested.Contains(false))
            throw new UnusableInputException($"Every flow touches {string.Join(", ", names)}, so there is nothing to learn from: name fewer hosts in split.hosts.");
        return tested;
    }
}
