using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Gnn.Anomalies;

namespace NetMl.Inference.Scoring;

/// <summary>Ranks the hosts of a request by how odd they are in their oddest window.</summary>
internal static class HostScores
{
    /// <summary>Hosts of which it is said why they are odd.</summary>
    private const int MostReasons = 1000;

    /// <summary>Most anomalous first; equal scores in order of the addresses.</summary>
    public static IReadOnlyList<HostScore> Of(FlowGraph graph, AnomalyFindings findings)
    {
        var oddest = new Dictionary<int, int>();
        for (var node = 0; node < graph.NodeCount; node++)
        {
            var host = graph.NodeHost.Span[node];
            if (!oddest.TryGetValue(host, out var other) || findings.Scores[node] > findings.Scores[other])
                oddest[host] = node;
        }
        return [.. oddest.OrderByDescending(host => findings.Scores[host.Value]).ThenBy(host => host.Key)
            .Select((host, rank) => Of(graph.Hosts[host.Key], findings, host.Value, rank < MostReasons))];
    }

    private static HostScore Of(string address, AnomalyFindings findings, int node, bool isExplained)
    {
        var why = isExplained ? findings.Why(node) : new OddReasons([], []);
        return new HostScore(
            address, findings.Scores[node], [.. why.Features.Select(feature => feature.Name)], findings.Threshold is null ? null : findings.IsOdd(node),
            [.. why.Nearest.Select(neighbour => neighbour.Name)], [.. why.Features.Select(feature => feature.Sentence)]);
    }
}
