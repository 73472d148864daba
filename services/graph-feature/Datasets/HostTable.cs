using NetMl.Contracts.Datasets;
using NetMl.Features;

namespace NetMl.GraphFeature.Datasets;

/// <summary>All hosts of a data set with their features, without the flows behind them.</summary>
internal sealed class HostTable
{
    private readonly string[] _addresses;
    private readonly double[] _values;

    private HostTable(GraphSummary graph, string[] addresses, double[] values)
    {
        Graph = graph;
        _addresses = addresses;
        _values = values;
    }

    /// <summary>Sizes of the host graph.</summary>
    public GraphSummary Graph { get; }

    public static HostTable Of(HostFeatures features)
    {
        var (graph, topology) = (features.Graph, features.Topology);
        var summary = new GraphSummary(
            graph.Hosts.Length, graph.Directed.EdgeCount, graph.FlowCount, topology.Components.Count,
            topology.Clustering.Average, topology.Clustering.Triangles.Total);
        return new HostTable(summary, [.. Enumerable.Range(0, graph.Hosts.Length).Select(graph.Address)], features.Values.ToArray());
    }

    /// <summary>The hosts with the most of one feature; equal ones by address. O(n log n).</summary>
    public IReadOnlyList<HostSummary> Top(string feature, int count)
    {
        int width = HostFeatures.Names.Count, column = HostFeatures.Names.ToList().IndexOf(feature);
        return [.. Enumerable.Range(0, _addresses.Length)
            .OrderByDescending(host => _values[host * width + column]).ThenBy(host => host).Take(count)
            .Select(host => new HostSummary(_addresses[host], FeaturesOf(host, width)))];
    }

    private Dictionary<string, double> FeaturesOf(int host, int width)
    {
        var features = new Dictionary<string, double>(width);
        for (var i = 0; i < width; i++)
            features[HostFeatures.Names[i]] = _values[host * width + i];
        return features;
    }
}
