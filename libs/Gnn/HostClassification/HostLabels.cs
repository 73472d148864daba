using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.HostClassification;

/// <summary>Classes of hosts from those of their flows.</summary>
public static class HostLabels
{
    /// <summary>The name of the task of hosts in artifacts and jobs.</summary>
    public const string Task = "host-classification";

    /// <summary>
    /// The class of each host inside its window: the most frequent class, other than the benign one, of the flows that it opened; of equally frequent ones the
    /// smaller index. Where it opened no such flow but benign ones: benign. Where it opened no labelled flow: −1. Who was merely called has no class. O(m + n · classes seen).
    /// </summary>
    /// <param name="flowLabels">[m]: class of each flow, −1 = none.</param>
    /// <param name="benign">The benign class; −1 = there is none.</param>
    /// <returns>[n].</returns>
    /// <exception cref="ArgumentException">There are not m labels.</exception>
    public static int[] Of(GraphSample graph, ReadOnlySpan<int> flowLabels, int benign)
    {
        if (flowLabels.Length != graph.Flows)
            throw new ArgumentException($"{graph.Flows} flows have {flowLabels.Length} labels.", nameof(flowLabels));
        var counts = new SortedDictionary<int, int>?[graph.Nodes];
        for (var flow = 0; flow < flowLabels.Length; flow++)
        {
            if (flowLabels[flow] < 0)
                continue;
            var of = counts[graph.FlowSource.Span[flow]] ??= [];
            of[flowLabels[flow]] = of.GetValueOrDefault(flowLabels[flow]) + 1;
        }
        return Array.ConvertAll(counts, of => of is null ? -1 : Of(of, benign));
    }

    private static int Of(SortedDictionary<int, int> counts, int benign)
    {
        var (label, most) = (benign, 0);
        foreach (var (other, count) in counts)
            if (other != benign && count > most)
                (label, most) = (other, count);
        return label;
    }
}
