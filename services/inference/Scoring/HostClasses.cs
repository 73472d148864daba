using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Gnn.Scores;
using NetMl.Inference.Protocol;

namespace NetMl.Inference.Scoring;

/// <summary>Names the class of each host from those of its windows.</summary>
internal static class HostClasses
{
    /// <summary>The surest that is not benign first, then the benign ones, the least sure first; equal ones in order of the addresses.</summary>
    public static IReadOnlyList<HostClass> Of(FlowGraph graph, Prediction prediction)
    {
        var hosts = new SortedDictionary<int, List<int>>();
        for (var node = 0; node < graph.NodeCount; node++)
        {
            if (!hosts.TryGetValue(graph.NodeHost.Span[node], out var nodes))
                hosts.Add(graph.NodeHost.Span[node], nodes = []);
            nodes.Add(node);
        }
        var benign = BenignClass.Of(prediction.Model.Classes) is >= 0 and var place ? prediction.Model.Classes[place] : null;
        return
        [
            .. hosts.Select(host => Of(graph.Hosts[host.Key], host.Value, prediction))
                .OrderBy(host => host.Class == benign ? host.Probability : -host.Probability),
        ];
    }

    private static HostClass Of(string address, List<int> nodes, Prediction prediction)
    {
        var classes = prediction.Model.Classes;
        var means = new double[classes.Count];
        foreach (var node in nodes)
            for (var label = 0; label < means.Length; label++)
                means[label] += prediction.Values.Span[node * means.Length + label] / nodes.Count;
        var best = Array.IndexOf(means, means.Max());
        var windows = nodes.CountBy(node => classes[prediction.Best(node)]).OrderBy(count => count.Key, StringComparer.Ordinal);
        return new HostClass(address, classes[best], means[best], new Dictionary<string, int>(windows, StringComparer.Ordinal));
    }
}
