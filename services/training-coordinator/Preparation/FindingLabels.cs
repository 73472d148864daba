using NetMl.Contracts.Datasets;
using NetMl.Gnn.WeakLabels;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Labels of flows from what detectors found.</summary>
static class FindingLabels
{
    /// <summary>Findings that a job keeps: its document, which has them, is stored after each epoch.</summary>
    public const int MostFindings = 2_000;

    /// <summary>Findings as a job keeps them: of too many the surest, of equally sure ones the first.</summary>
    public static FrozenFindings Freeze(IReadOnlyList<BehaviourFinding> findings) => new(
        [
            .. findings.OrderByDescending(finding => finding.Score).ThenBy(finding => finding.First).ThenBy(finding => finding.Id, StringComparer.Ordinal).Take(MostFindings)
                .Select(finding => new DetectorFinding(
                    finding.Behaviour, finding.Source, finding.Target, Nanoseconds(finding.First), Nanoseconds(finding.Last) + 99, finding.Score)),
        ],
        Math.Max(0, findings.Count - MostFindings));

    /// <summary>Labels and weights of all flows of a graph.</summary>
    /// <param name="end">
    /// Start of the first flow that follows the graph in a split by time, nanoseconds since 1970. A finding that reaches so far may owe itself to what follows: it gives no label, and its flows
    /// are not called benign either. Null where nothing follows.
    /// </param>
    public static WeakFlowLabels Of(SnapshotGraph graph, FrozenFindings findings, long? end)
    {
        var limit = end ?? long.MaxValue;
        string[] Ends(ReadOnlySpan<int> nodes) => Array.ConvertAll(nodes.ToArray(), node => graph.Hosts[graph.NodeHost[node]]);
        return WeakFlowLabels.Of(
            findings.Kept.Select(finding => finding.Last < limit ? finding : finding with { Score = 0 }),
            Ends(graph.Sample.FlowSource.Span), Ends(graph.Sample.FlowTarget.Span), graph.FlowStart);
    }

    // Findings tell their times in whole ticks of 100 ns: the last flow may be a little later.
    private static long Nanoseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
