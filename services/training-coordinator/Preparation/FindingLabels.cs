using NetMl.Contracts.Datasets;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Labels of flows from what detectors found: weak ones, each as far as its finding is sure.</summary>
/// <remarks>
/// A flow that the source of a finding opened, to the finding's target if it names one, from its first to its last instant, has the behaviour as its class and the
/// score over 100 as its weight; of several findings the surest counts. Other flows are benign with half the weight of a sure finding: that nothing was found is a weak sign.
/// </remarks>
static class FindingLabels
{
    /// <summary>The class of flows of which nothing was found.</summary>
    public const string Benign = "Benign";

    /// <summary>How far such flows are trusted.</summary>
    public const float BenignWeight = 0.5f;

    /// <summary>Labels of all flows. O(flows · findings of their source).</summary>
    public static LabelledGraph Of(SnapshotGraph graph, IReadOnlyList<BehaviourFinding> findings)
    {
        var bySource = findings.Where(finding => finding.Score > 0).OrderByDescending(finding => finding.Score).ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ToLookup(finding => finding.Source, StringComparer.Ordinal);
        string[] classes = [.. bySource.SelectMany(of => of).Select(finding => finding.Behaviour).Append(Benign).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (labels, weights) = (new int[graph.Sample.Flows], new float[graph.Sample.Flows]);
        for (var flow = 0; flow < labels.Length; flow++)
        {
            var (source, target) = (HostOf(graph, graph.Sample.FlowSource.Span[flow]), HostOf(graph, graph.Sample.FlowTarget.Span[flow]));
            var start = DateTimeOffset.UnixEpoch.AddTicks(graph.FlowStart[flow] / 100);
            var found = bySource[source].FirstOrDefault(finding => finding.First <= start && start <= finding.Last && (finding.Target is not { } named || IsAt(named, target)));
            labels[flow] = Array.IndexOf(classes, found?.Behaviour ?? Benign);
            weights[flow] = found is null ? BenignWeight : (float)(found.Score / 100);
        }
        return new LabelledGraph(graph, true, labels, weights, classes);
    }

    private static string HostOf(SnapshotGraph graph, int node) => graph.Hosts[graph.NodeHost[node]];

    // A target is an address, address:port or [address]:port.
    private static bool IsAt(string target, string address) =>
        target == address || target.StartsWith($"[{address}]:", StringComparison.Ordinal)
        || (!address.Contains(':', StringComparison.Ordinal) && target.StartsWith(address + ":", StringComparison.Ordinal));
}
