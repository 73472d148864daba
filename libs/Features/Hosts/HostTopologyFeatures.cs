using NetMl.Features.Descriptions;
using static NetMl.Features.Descriptions.FeatureCost;
using static NetMl.Features.Descriptions.FeatureScale;

namespace NetMl.Features.Hosts;

/// <summary>Where a host stands in the host graph. The graph is simple: any number of flows between two hosts is one link.</summary>
internal static class HostTopologyFeatures
{
    public static IReadOnlyList<Feature<HostView>> Model { get; } =
    [
        Count("in_degree", "hosts", "hosts that opened flows to it", Neighbours, host => host.Topology.InDegree.Span[host.Node]),
        Count("out_degree", "hosts", "hosts that it opened flows to", Neighbours, host => host.Topology.OutDegree.Span[host.Node]),
        Count("degree", "hosts", "different other hosts in either direction", Neighbours, host => host.Topology.Neighbours.Span[host.Node]),
        new(new("pagerank", "share", FeatureRange.Share, "PageRank over edges caller → called, damping 0.85; sums to 1 over all hosts", "never missing", Graph, TimesHosts), host => host.Topology.PageRank.Span[host.Node]),
        Share("clustering", "links among its peers / possible links among them", "0 with fewer than two peers", Neighbours, host => host.Topology.Clustering.Local.Span[host.Node]),
        Count("component_size", "hosts", "hosts that are connected with it by any path, itself included", Graph, host => host.Topology.ComponentSize(host.Node)),
    ];

    public static IReadOnlyList<Feature<HostView>> Analyst { get; } =
    [
        Count("triangles", "triangles", "pairs of its peers that are linked with each other", Neighbours, host => host.Topology.Clustering.Triangles.OfNode.Span[host.Node]),
        Share("ego_density", "links among it and its peers / possible links among them = (degree + triangles) / (degree · (degree + 1) / 2)", "0 without peers", Neighbours, EgoDensity),
    ];

    private static double EgoDensity(HostView host)
    {
        double degree = host.Topology.Neighbours.Span[host.Node];
        return degree == 0 ? 0 : (degree + host.Topology.Clustering.Triangles.OfNode.Span[host.Node]) / (degree * (degree + 1) / 2);
    }

    private static Feature<HostView> Count(string name, string unit, string formula, FeatureCost cost, Func<HostView, double> value) =>
        new(new(name, unit, FeatureRange.NotNegative, formula, "never missing", cost, Log), value);

    private static Feature<HostView> Share(string name, string formula, string missing, FeatureCost cost, Func<HostView, double> value) =>
        new(new(name, "share", FeatureRange.Share, formula, missing, cost), value);
}
