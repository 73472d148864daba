namespace NetMl.Features.Pairs;

/// <summary>Everything that features of host pairs are made of. m pairs: the edges of the directed host graph, in their order.</summary>
public sealed class PairFacts
{
    private readonly PairTraffic[] _traffic;
    private readonly int[] _source;

    private PairFacts(HostGraph graph)
    {
        Graph = graph;
        _traffic = PairTraffic.Of(graph);
        _source = new int[_traffic.Length];
        for (var node = 0; node < graph.Hosts.Length; node++)
            _source.AsSpan((int)graph.Directed.Offsets[node], graph.Directed.OutDegree(node)).Fill(node);
    }

    /// <summary>The graph whose edges the pairs are.</summary>
    public HostGraph Graph { get; }

    /// <summary>[m]: who opened the flows.</summary>
    public ReadOnlySpan<int> Source => _source;

    /// <summary>[m]: who answered them.</summary>
    public ReadOnlySpan<int> Target => Graph.Directed.Targets;

    /// <summary>[m].</summary>
    public ReadOnlySpan<PairTraffic> Traffic => _traffic;

    /// <summary>Gathers the flows of each pair. O(flows · log flows) at worst.</summary>
    public static PairFacts Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new PairFacts(graph);
    }
}

/// <summary>One pair of hosts.</summary>
public readonly record struct PairView(PairFacts Facts, int Pair)
{
    /// <summary>What went between them.</summary>
    public PairTraffic Traffic => Facts.Traffic[Pair];

    /// <summary>All flows that its source opened.</summary>
    public int OpenedBySource => Facts.Graph.Opened(Facts.Source[Pair]).Length;

    /// <summary>All flows that came to its target.</summary>
    public int AnsweredByTarget => Facts.Graph.Answered(Facts.Target[Pair]).Length;

    /// <summary>Other hosts that its source is linked with.</summary>
    public int SourcePeers => Facts.Graph.Undirected.OutDegree(Facts.Source[Pair]);

    /// <summary>Other hosts that its target is linked with.</summary>
    public int TargetPeers => Facts.Graph.Undirected.OutDegree(Facts.Target[Pair]);

    /// <summary>Flows the other way. O(log degree).</summary>
    public double FlowsBack
    {
        get
        {
            var (source, target) = (Facts.Source[Pair], Facts.Target[Pair]);
            var at = Facts.Graph.Directed.Neighbours(target).BinarySearch(source);
            return at < 0 ? 0 : Facts.Graph.Directed.NeighbourWeights(target)[at];
        }
    }

    /// <summary>Hosts that both are linked with. O(both degrees).</summary>
    public int CommonPeers
    {
        get
        {
            ReadOnlySpan<int> a = Facts.Graph.Undirected.Neighbours(Facts.Source[Pair]), b = Facts.Graph.Undirected.Neighbours(Facts.Target[Pair]);
            var (i, j, common) = (0, 0, 0);
            while (i < a.Length && j < b.Length)
            {
                common += a[i] == b[j] ? 1 : 0;
                var step = a[i].CompareTo(b[j]);
                i += step <= 0 ? 1 : 0;
                j += step >= 0 ? 1 : 0;
            }
            return common;
        }
    }
}
