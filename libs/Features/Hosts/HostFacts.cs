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
    /// <param name="cancellationToken">Ends what is computed from then on, between parts and within the long ones; the facts are of no use afterwards.</param>
    public HostFacts(HostGraph graph, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Graph = graph;
        _topology = Part(() => HostTopology.Of(graph));
        _cores = Part(() => CoreNumbers.Compute(graph.Undirected));
        _centrality = Part(() => HostCentrality.Of(graph, cancellationToken));
        _communities = Part(() => HostCommunities.Of(graph));
        _traffic = Part(() => HostTraffic.Of(graph));
        _habits = Part(() => HostHabits.Of(graph));

        Lazy<T> Part<T>(Func<T> compute) => new(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return compute();
        });
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
