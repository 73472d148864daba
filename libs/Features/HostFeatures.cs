using NetMl.Features.Hosts;

namespace NetMl.Features;

/// <summary>Features of every host of a graph; <see cref="HostFeatureTable"/> says what each column means.</summary>
public sealed class HostFeatures
{
    private readonly double[] _values;

    private HostFeatures(HostGraph graph, HostTopology topology, double[] values)
    {
        Graph = graph;
        Topology = topology;
        _values = values;
    }

    /// <summary>Column names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. HostFeatureTable.All.Select(feature => feature.Name)];

    /// <summary>Names of the same columns in a learning tensor, where some are log-scaled.</summary>
    public static IReadOnlyList<string> TensorNames { get; } = [.. HostFeatureTable.All.Select(feature => feature.TensorName)];

    /// <summary>The graph whose nodes the rows are.</summary>
    public HostGraph Graph { get; }

    /// <summary>What the topological columns come from.</summary>
    public HostTopology Topology { get; }

    /// <summary>[n, f], row after row, in the units of the table.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>[f]: the features of one node.</summary>
    public ReadOnlySpan<double> Of(int node) => _values.AsSpan(node * Names.Count, Names.Count);

    /// <summary>Computes all features. O(flows · log flows + m^1.5).</summary>
    public static HostFeatures Compute(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var topology = HostTopology.Of(graph);
        var traffic = HostTraffic.Of(graph);
        var values = new double[graph.Hosts.Length * HostFeatureTable.All.Count];
        var at = 0;
        for (var node = 0; node < traffic.Length; node++)
        {
            var host = new HostView(topology, traffic[node], node);
            foreach (var feature in HostFeatureTable.All)
                values[at++] = feature.Value(host);
        }
        return new HostFeatures(graph, topology, values);
    }

    /// <summary>Writes the values as they enter a learning tensor, [n, f].</summary>
    public void WriteScaled(Span<float> scaled)
    {
        for (var i = 0; i < _values.Length; i++)
            scaled[i] = HostFeatureTable.All[i % Names.Count].Scaled(_values[i], Graph.Hosts.Length);
    }
}
