using NetMl.Graphs.Structure;

namespace NetMl.Features.Hosts;

/// <summary>Where each host stands in the host graph; all [n].</summary>
public sealed class HostTopology
{
    private HostTopology(HostGraph graph)
    {
        OutDegree = Degrees.Out(graph.Directed);
        InDegree = Degrees.In(graph.Directed);
        Neighbours = Degrees.Out(graph.Undirected);
        PageRank = Graphs.Centrality.PageRank.Compute(graph.Directed);
        Clustering = Graphs.Structure.Clustering.Compute(graph.Undirected);
        Components = WeakComponents.Compute(graph.Directed);
    }

    /// <summary>Hosts that each host opened flows to.</summary>
    public ReadOnlyMemory<int> OutDegree { get; }

    /// <summary>Hosts that opened flows to each host.</summary>
    public ReadOnlyMemory<int> InDegree { get; }

    /// <summary>Other hosts in either direction.</summary>
    public ReadOnlyMemory<int> Neighbours { get; }

    /// <summary>Sums to 1.</summary>
    public ReadOnlyMemory<double> PageRank { get; }

    /// <summary>Local and average clustering, and triangles.</summary>
    public ClusteringCoefficients Clustering { get; }

    /// <summary>Weakly connected components.</summary>
    public ComponentLabels Components { get; }

    /// <summary>Hosts in the component of a node.</summary>
    public int ComponentSize(int node) => Components.Sizes.Span[Components.ComponentOf.Span[node]];

    /// <summary>Computes all of it. O(m^1.5) at worst, for triangles.</summary>
    public static HostTopology Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new HostTopology(graph);
    }
}
