using NetMl.Graphs.Communities;

namespace NetMl.Features.Exploration;

/// <summary>Hosts that are linked with each other more than with others. Links count, not flows: one chatty pair makes no community.</summary>
public sealed class HostCommunities
{
    private readonly int[][] _members;
    private readonly long[] _within;
    private readonly long[] _across;

    private HostCommunities(double modularity, int[][] members, long[] within, long[] across) =>
        (Modularity, _members, _within, _across) = (modularity, members, within, across);

    /// <summary>Of the division into communities, on the graph without direction and weights.</summary>
    public double Modularity { get; }

    /// <summary>Communities; 0 is the largest, equal ones are in the order of their first node.</summary>
    public int Count => _members.Length;

    /// <summary>Nodes of a community, ascending.</summary>
    public ReadOnlySpan<int> Members(int community) => _members[community];

    /// <summary>Flows among its hosts.</summary>
    public long FlowsWithin(int community) => _within[community];

    /// <summary>Flows between its hosts and others.</summary>
    public long FlowsAcross(int community) => _across[community];

    /// <summary>What there is to say of communities that were found in <see cref="HostGraph.Undirected"/>. O(n log n + m + flows).</summary>
    public static HostCommunities Of(HostGraph graph, CommunityLabels found)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(found);
        var labels = found.CommunityOf.ToArray();
        var members = Enumerable.Range(0, labels.Length).GroupBy(node => labels[node]).Select(group => group.ToArray())
            .OrderByDescending(group => group.Length).ThenBy(group => group[0]).ToArray();
        var rank = new int[members.Length];
        for (var community = 0; community < members.Length; community++)
            rank[labels[members[community][0]]] = community;

        var (within, across) = (new long[members.Length], new long[members.Length]);
        for (var flow = 0; flow < graph.FlowCount; flow++)
        {
            var (source, target) = (rank[labels[graph.Source[flow]]], rank[labels[graph.Target[flow]]]);
            if (source == target)
            {
                within[source]++;
                continue;
            }
            across[source]++;
            across[target]++;
        }
        return new HostCommunities(Graphs.Communities.Modularity.Compute(graph.Undirected, labels), members, within, across);
    }
}
