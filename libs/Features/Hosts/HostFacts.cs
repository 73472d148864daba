using NetMl.Graphs.Structure;

namespace NetMl.Features.Hosts;

/// <summary>Everything that features of hosts are made of, each part computed when a feature first asks for it.</summary>
/// <remarks>Safe for any number of readers. The graph must not be of a table that changes.</remarks>
public sealed class HostFacts
{
    private readonly Lazy<HostTopology> _topology;
    private readonly Lazy<int[]> _cores;
    private readonly Lazy<HostCentrality> _centrality;
    private readonly Lazy<HostCommunities> _communities;
    private readonly Lazy<HostTraffic[]> _traffic;
    private readonly Lazy<HostHabits[]> _habits;

    /// <summary>Computes nothing yet.</summary>
    public HostFacts(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Graph = graph;
        _topology = new(() => HostTopology.Of(graph));
        _cores = new(() => CoreNumbers.Compute(graph.Undirected));
        _centrality = new(() => HostCentrality.Of(graph));
        _communities = new(() => HostCommunities.Of(graph));
        _traffic = new(() => HostTraffic.Of(graph));
        _habits = new(() => HostHabits.Of(graph));
    }

    /// <summary>n nodes.</summary>
    public HostGraph Graph { get; }

    /// <summary>Degrees, ranks, clustering and components.</summary>
    public HostTopology Topology => _topology.Value;

    /// <summary>[n]: core number of each host, direction forgotten.</summary>
    public ReadOnlyMemory<int> Cores => _cores.Value;

    /// <summary>Hubs, betweenness and closeness.</summary>
    public HostCentrality Centrality => _centrality.Value;

    /// <summary>Groups, and each host's part in its own.</summary>
    public HostCommunities Communities => _communities.Value;

    /// <summary>[n]: amounts.</summary>
    public ReadOnlySpan<HostTraffic> Traffic => _traffic.Value;

    /// <summary>[n]: when, with whom and for what.</summary>
    public ReadOnlySpan<HostHabits> Habits => _habits.Value;
}

/// <summary>One host: its place in the graph and its traffic.</summary>
public readonly record struct HostView(HostFacts Facts, int Node)
{
    /// <summary>Hosts of the graph.</summary>
    public int Hosts => Facts.Graph.Hosts.Length;

    /// <summary>Its amounts.</summary>
    public HostTraffic Traffic => Facts.Traffic[Node];

    /// <summary>When, with whom and for what it talks.</summary>
    public HostHabits Habits => Facts.Habits[Node];

    /// <summary>The topology of all hosts.</summary>
    public HostTopology Topology => Facts.Topology;
}
