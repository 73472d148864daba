using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Deals the items of one graph to the parts of a split that time does not decide.</summary>
static class ItemSplit
{
    /// <summary>random: items of each class are drawn by the job's seed; hosts: what touches the named hosts is tested, and the validation part is drawn.</summary>
    /// <exception cref="UnusableInputException">The named hosts leave a part empty.</exception>
    public static SplitPart[] Of(JobRequest request, LabelledGraph graph)
    {
        var parts = new SplitPart[graph.Labels.Length];
        if (request.Split is { Kind: SplitKinds.Hosts, Hosts: { } hosts })
            MarkHosts(parts, new HostSet(hosts), graph.Graph, graph.AreFlows, hosts);
        else
            Draw(parts, graph.Labels, 1 - request.TrainFraction, SplitPart.Test, new Random(request.Seed));
        Draw(parts, graph.Labels, request.Split?.Validation ?? 0, SplitPart.Validation, new Random(~request.Seed));
        return parts;
    }

    private static void MarkHosts(SplitPart[] parts, HostSet set, SnapshotGraph graph, bool areFlows, IReadOnlyList<string> names)
    {
        var isNamed = graph.Hosts.Select(set.Holds).ToArray();
        var isNode = Array.ConvertAll(graph.NodeHost, host => isNamed[host]);
        for (var item = 0; item < parts.Length; item++)
        {
            var isTested = areFlows ? isNode[graph.Sample.FlowSource.Span[item]] || isNode[graph.Sample.FlowTarget.Span[item]] : isNode[item];
            if (isTested)
                parts[item] = SplitPart.Test;
        }
        if (!Array.Exists(parts, part => part == SplitPart.Test))
            throw new UnusableInputException($"No flow touches {string.Join(", ", names)}, so there is nothing to test: name hosts of the data set in split.hosts.");
        if (Array.TrueForAll(parts, part => part == SplitPart.Test))
            throw new UnusableInputException($"Every flow touches {string.Join(", ", names)}, so there is nothing to learn from: name fewer hosts in split.hosts.");
    }

    // Of each class the same share, to the nearest item; drawn items that are taken already stay what they are.
    private static void Draw(SplitPart[] parts, int[] labels, double share, SplitPart drawn, Random random)
    {
        foreach (var items in Enumerable.Range(0, parts.Length).Where(item => parts[item] == SplitPart.Train).GroupBy(item => labels[item]))
        {
            var order = items.ToArray();
            random.Shuffle(order);
            foreach (var item in order.Take((int)Math.Round(order.Length * share)))
                parts[item] = drawn;
        }
    }
}
