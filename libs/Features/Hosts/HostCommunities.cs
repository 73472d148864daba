using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;

namespace NetMl.Features.Hosts;

/// <summary>Which group of hosts each host belongs to and the part that it plays there, in numbers that no numbering of groups can change; all [n].</summary>
public sealed class HostCommunities
{
    private readonly CommunityLabels _labels;
    private readonly double[] _inside;
    private readonly double[] _participation;
    private readonly double[] _standing;

    private HostCommunities(CsrGraph undirected)
    {
        _labels = Leiden.Compute(undirected, new LeidenOptions(MaximumPasses: 1));
        var n = undirected.NodeCount;
        (_inside, _participation) = (new double[n], new double[n]);
        var links = new int[_labels.Count];
        for (var v = 0; v < n; v++)
            (_inside[v], _participation[v]) = Links(undirected, v, links);
        _standing = Standings(undirected);
    }

    /// <summary>Group of each host.</summary>
    public CommunityLabels Labels => _labels;

    /// <summary>Share of a host's links that stay in its group; 0 without links.</summary>
    public ReadOnlyMemory<double> InsideShare => _inside;

    /// <summary>1 − Σ over groups (links to the group / links)²: 0 when all go to one group, near 1 when evenly to many; 0 without links.</summary>
    public ReadOnlyMemory<double> Participation => _participation;

    /// <summary>(links inside − mean of the group) / standard deviation of the group; 0 where the group does not vary.</summary>
    public ReadOnlyMemory<double> Standing => _standing;

    /// <summary>Hosts in the group of a host.</summary>
    public int Size(int node) => _labels.Sizes.Span[_labels.CommunityOf.Span[node]];

    /// <summary>Finds the groups (Leiden, modularity, links unweighted) and each host's part in them.</summary>
    /// <remarks>Near O(n + m). Source of participation and standing: Guimerà and Amaral 2005, "Functional cartography of complex metabolic networks".</remarks>
    public static HostCommunities Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new HostCommunities(graph.Undirected);
    }

    /// <param name="links">[groups]: all 0 before and after.</param>
    private (double Inside, double Participation) Links(CsrGraph undirected, int node, int[] links)
    {
        var communityOf = _labels.CommunityOf.Span;
        var peers = undirected.Neighbours(node);
        if (peers.IsEmpty)
            return (0, 0);
        foreach (var peer in peers)
            links[communityOf[peer]]++;
        var inside = (double)links[communityOf[node]] / peers.Length;
        var squares = 0L;
        foreach (var peer in peers)
        {
            squares += (long)links[communityOf[peer]] * links[communityOf[peer]];
            links[communityOf[peer]] = 0;
        }
        return (inside, 1 - squares / ((double)peers.Length * peers.Length));
    }

    private double[] Standings(CsrGraph undirected)
    {
        var communityOf = _labels.CommunityOf.Span;
        var standings = new double[undirected.NodeCount];
        var (sum, squares) = (new double[_labels.Count], new double[_labels.Count]);
        for (var v = 0; v < standings.Length; v++)
        {
            standings[v] = Math.Round(_inside[v] * undirected.OutDegree(v));
            sum[communityOf[v]] += standings[v];
        }
        for (var v = 0; v < standings.Length; v++)
        {
            standings[v] -= sum[communityOf[v]] / Size(v);
            squares[communityOf[v]] += standings[v] * standings[v];
        }
        for (var v = 0; v < standings.Length; v++)
        {
            var deviation = Math.Sqrt(squares[communityOf[v]] / Size(v));
            standings[v] = deviation > 1e-9 ? standings[v] / deviation : 0;
        }
        return standings;
    }
}
