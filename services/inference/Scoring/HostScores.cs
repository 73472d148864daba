using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Gnn.HostAnomaly;
using NetMl.Inference.Models;

namespace NetMl.Inference.Scoring;

/// <summary>Ranks the hosts of a request by how odd they are in their oddest window.</summary>
internal static class HostScores
{
    private const int OddestFeatures = 3;

    /// <summary>Most anomalous first; equal scores in order of the addresses.</summary>
    public static IReadOnlyList<HostScore> Of(FlowGraph graph, NodeAnomalies anomalies, ServedModel model)
    {
        var oddest = new Dictionary<int, int>();
        for (var node = 0; node < graph.NodeCount; node++)
        {
            var host = graph.NodeHost.Span[node];
            if (!oddest.TryGetValue(host, out var other) || anomalies.Scores[node] > anomalies.Scores[other])
                oddest[host] = node;
        }
        var names = model.Artifact.NodeFeatureNames;
        return [.. oddest
            .OrderByDescending(host => anomalies.Scores[host.Value]).ThenBy(host => host.Key)
            .Select(host => new HostScore(graph.Hosts[host.Key], anomalies.Scores[host.Value], Oddest(anomalies.FeatureErrors.AsSpan(host.Value * names.Count, names.Count), names)))];
    }

    private static IReadOnlyList<string> Oddest(ReadOnlySpan<float> errors, IReadOnlyList<string> names)
    {
        var order = Enumerable.Range(0, names.Count).ToArray();
        var values = errors.ToArray();
        return [.. order.OrderByDescending(feature => values[feature]).Take(OddestFeatures).Select(feature => names[feature])];
    }
}
