using System.Globalization;
using NetMl.Features.Descriptions;
using static NetMl.Features.Descriptions.FeatureCost;
using static NetMl.Features.Descriptions.FeatureScale;

namespace NetMl.Features.Hosts;

/// <summary>Where a host stands in the host graph. The graph is simple: any number of flows between two hosts is one link.</summary>
internal static class HostTopologyFeatures
{
    private const string NoPeers = "0 without peers";
    private const string Alone = "0 for a lone host";
    private static readonly string Exact = string.Create(CultureInfo.InvariantCulture, $"exact up to {HostCentrality.MostExact} hosts");
    private static readonly string Nearness = string.Create(CultureInfo.InvariantCulture, $"{Exact}, beyond with a relative standard error of at most {1.04 / Math.Sqrt(1 << HostCentrality.Log2Registers):0.00} and hosts more than {HostCentrality.FurthestHost} links away out of reach");
    private static readonly string WithinWork = string.Create(CultureInfo.InvariantCulture, $"wider where paths are so long that it takes more than {HostCentrality.MostBetweennessWork / 1_000_000_000} billion looks at links");

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
        Count("core_number", "hosts", "largest k for which it is in a group of hosts that each have k peers within the group", Graph, host => host.Facts.Cores.Span[host.Node]),
        Share("ego_density", "links among it and its peers / possible links among them = (degree + triangles) / (degree · (degree + 1) / 2)", NoPeers, Neighbours, EgoDensity),
        Share("hub", "HITS over edges caller → called: calls hosts that are called by hubs; sums to 1 over all hosts", "0 when it calls none", Graph, host => host.Facts.Centrality.Hubs.Span[host.Node]),
        Share("authority", "HITS likewise: is called by hubs; sums to 1 over all hosts", "0 when none calls it", Graph, host => host.Facts.Centrality.Authorities.Span[host.Node]),
        Share("betweenness", $"shortest paths between other hosts that lead through it / all of them; {Exact}, beyond within ±{HostCentrality.BetweennessError} for all hosts together with chance {1 - HostCentrality.FailureChance}, {WithinWork}", "0 with fewer than three hosts", Sampled, host => host.Facts.Centrality.Betweenness.Span[host.Node]),
        Share("harmonic", $"Σ 1 / distance to every other host / (hosts − 1), those out of reach counting 0; {Nearness}", Alone, Sampled, host => Math.Min(1, Part(host.Facts.Centrality.Harmonic.Span[host.Node], host.Hosts - 1))),
        Share("closeness", $"(r / (hosts − 1)) · (r / Σ distances) over the r hosts within reach; {Nearness}; the error is typically twice that", Alone, Sampled, host => Math.Min(1, host.Facts.Centrality.Closeness.Span[host.Node])),
        Count("community_size", "hosts", "hosts in its group, itself included (Leiden, modularity)", Graph, host => host.Facts.Communities.Size(host.Node)),
        Share("community_share", "its links within its group / its links", NoPeers, Graph, host => host.Facts.Communities.InsideShare.Span[host.Node]),
        Share("participation", "role: 1 − Σ over groups (its links to the group / its links)²; 0 = all to one group", NoPeers, Graph, host => host.Facts.Communities.Participation.Span[host.Node]),
        new(new("community_standing", "deviations", FeatureRange.Any, "role: (its links within its group − mean of the group) / standard deviation of the group", "0 where the group does not vary", Graph), host => host.Facts.Communities.Standing.Span[host.Node]),
    ];

    private static double EgoDensity(HostView host)
    {
        double degree = host.Topology.Neighbours.Span[host.Node];
        return degree == 0 ? 0 : (degree + host.Topology.Clustering.Triangles.OfNode.Span[host.Node]) / (degree * (degree + 1) / 2);
    }

    private static double Part(double part, double whole) => whole > 0 ? part / whole : 0;

    private static Feature<HostView> Count(string name, string unit, string formula, FeatureCost cost, Func<HostView, double> value) =>
        new(new(name, unit, FeatureRange.NotNegative, formula, "never missing", cost, Log), value);

    private static Feature<HostView> Share(string name, string formula, string missing, FeatureCost cost, Func<HostView, double> value) =>
        new(new(name, "share", FeatureRange.Share, formula, missing, cost), value);
}
