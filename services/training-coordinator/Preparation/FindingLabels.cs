using NetMl.Contracts.Datasets;
using NetMl.Gnn.WeakLabels;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Labels of flows from what detectors found.</summary>
static class FindingLabels
{
    /// <summary>Labels and weights of all flows of a graph.</summary>
    public static WeakFlowLabels Of(SnapshotGraph graph, IReadOnlyList<BehaviourFinding> findings)
    {
        string[] Ends(ReadOnlySpan<int> nodes) => Array.ConvertAll(nodes.ToArray(), node => graph.Hosts[graph.NodeHost[node]]);
        return WeakFlowLabels.Of(
            findings.Select(finding => new DetectorFinding(
                finding.Behaviour, finding.Source, Address(finding.Target), Nanoseconds(finding.First), Nanoseconds(finding.Last) + 99, finding.Score)),
            Ends(graph.Sample.FlowSource.Span), Ends(graph.Sample.FlowTarget.Span), graph.FlowStart);
    }

    // Findings tell their times in whole ticks of 100 ns: the last flow may be a little later.
    private static long Nanoseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;

    /// <summary>Of address, address:port or [address]:port.</summary>
    private static string? Address(string? target)
    {
        if (target is null)
            return null;
        if (target.StartsWith('['))
            return target[1..target.IndexOf(']', StringComparison.Ordinal)];
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || target.IndexOf(':', colon + 1) >= 0 ? target : target[..colon];
    }
}
