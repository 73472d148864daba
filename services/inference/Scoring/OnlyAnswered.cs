using System.Globalization;
using NetMl.Features;

namespace NetMl.Inference.Scoring;

/// <summary>Hosts that opened no flow: a model of the classes of hosts has an answer for them, but never learnt from such.</summary>
internal static class OnlyAnswered
{
    private const int MostNamed = 5;

    /// <summary>What to add to the reasons for a host in one window; empty if it opened a flow. O(m).</summary>
    public static string Sentence(FlowGraph graph, int node) => graph.FlowSource.Span.Contains(node) ? ""
        : " It opened no flow in this window, and the model learnt from hosts that opened flows only: take its class for a guess.";

    /// <summary>How many hosts of the request opened no flow in any window, and the first of them; null where none is. O(n + m).</summary>
    public static IReadOnlyList<string>? Notes(FlowGraph graph)
    {
        var opened = new bool[graph.Hosts.Count];
        foreach (var node in graph.FlowSource.Span)
            opened[graph.NodeHost.Span[node]] = true;
        string[] others = [.. graph.NodeHost.ToArray().Distinct().Where(host => !opened[host]).Select(host => graph.Hosts[host])];
        if (others.Length == 0)
            return null;
        var more = others.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {others.Length - MostNamed} more") : "";
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{others.Length} of {graph.Hosts.Count} hosts only answered ({string.Join(", ", others.Take(MostNamed))}{more}); the model learnt from hosts that opened flows only: take the classes of these for guesses."),
        ];
    }
}
