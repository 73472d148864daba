using NetMl.Features.Descriptions;
using NetMl.Features.Hosts;

namespace NetMl.Features;

/// <summary>Features of every host of a graph; <see cref="HostFeatureTable"/> says what each column means.</summary>
public sealed class HostFeatures
{
    private readonly double[] _values;

    private HostFeatures(HostFacts facts, IReadOnlyList<Feature<HostView>> features, double[] values)
    {
        Facts = facts;
        Features = features;
        _values = values;
    }

    /// <summary>Column names of <see cref="Compute(HostGraph, CancellationToken)"/>; those of <see cref="HostFeatureTable.Model"/> come first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. HostFeatureTable.All.Select(feature => feature.About.Name)];

    /// <summary>Column names of the features that models learn from, as they are in a learning tensor.</summary>
    public static IReadOnlyList<string> TensorNames { get; } = [.. HostFeatureTable.Model.Select(feature => feature.About.TensorName)];

    /// <summary>[f]: what each column means.</summary>
    public IReadOnlyList<Feature<HostView>> Features { get; }

    /// <summary>What the columns come from.</summary>
    public HostFacts Facts { get; }

    /// <summary>The graph whose nodes the rows are.</summary>
    public HostGraph Graph => Facts.Graph;

    /// <summary>What the topological columns come from.</summary>
    public HostTopology Topology => Facts.Topology;

    /// <summary>[n, f], row after row, in the units of the table.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>[f]: the features of one node.</summary>
    public ReadOnlySpan<double> Of(int node) => _values.AsSpan(node * Features.Count, Features.Count);

    /// <summary>Computes all features. O(flows · log flows + m^1.5).</summary>
    public static HostFeatures Compute(HostGraph graph, CancellationToken cancellationToken = default) => Compute(new HostFacts(graph, cancellationToken), HostFeatureTable.All);

    /// <summary>Computes some features; what only others need is not computed.</summary>
    public static HostFeatures Compute(HostGraph graph, IReadOnlyList<Feature<HostView>> features) => Compute(new HostFacts(graph), features);

    /// <summary>Computes some features from facts that may be there already.</summary>
    public static HostFeatures Compute(HostFacts facts, IReadOnlyList<Feature<HostView>> features)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(features);
        var graph = facts.Graph;
        var values = new double[graph.Hosts.Length * features.Count];
        graph.ForEachHost(() => features, (node, all) =>
        {
            var host = new HostView(facts, node);
            for (var feature = 0; feature < all.Count; feature++)
                values[node * all.Count + feature] = all[feature].Value(host);
        });
        return new HostFeatures(facts, features, values);
    }

    /// <summary>Writes the values as they enter a learning tensor, [n, f].</summary>
    public void WriteScaled(Span<float> scaled)
    {
        for (var i = 0; i < _values.Length; i++)
            scaled[i] = Features[i % Features.Count].About.Scaled(_values[i], Graph.Hosts.Length);
    }
}
