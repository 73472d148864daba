using NetMl.Graphs.Centrality;

namespace NetMl.Features.Hosts;

/// <summary>How central each host is: as hub and authority along calls, and on shortest paths whatever their direction; all [n].</summary>
/// <remarks>Exact up to <see cref="MostExact"/> hosts; in larger graphs within the stated errors.</remarks>
public sealed class HostCentrality
{
    /// <summary>Hosts up to which everything is computed exactly.</summary>
    public const int MostExact = 2_000;

    /// <summary>In larger graphs no host's betweenness is off by more, with chance 1 − <see cref="FailureChance"/> for all hosts together.</summary>
    public const double BetweennessError = 0.01;

    /// <summary>Chance that the betweenness of any host is off by more than <see cref="BetweennessError"/>.</summary>
    public const double FailureChance = 0.1;

    /// <summary>In larger graphs the relative standard error of harmonic centrality is at most 1.04 / √(2^this).</summary>
    public const int Log2Registers = 7;

    private HostCentrality(HostGraph graph)
    {
        (Hubs, Authorities, _) = Hits.Compute(graph.Directed);
        var links = graph.Undirected;
        if (links.NodeCount <= MostExact)
        {
            Betweenness = Graphs.Centrality.Betweenness.Compute(links);
            (Closeness, Harmonic) = Graphs.Centrality.Closeness.Compute(links);
            return;
        }
        Betweenness = Graphs.Centrality.Betweenness.Sampled(links, new BetweennessSampling(BetweennessError, FailureChance)).Shares;
        var balls = HyperBall.Compute(links, new HyperBallOptions(Log2Registers));
        (Harmonic, Closeness) = (balls.Harmonic, balls.Closeness);
    }

    /// <summary>Share of the shortest paths between other hosts that lead through the host.</summary>
    public ReadOnlyMemory<double> Betweenness { get; }

    /// <summary>Σ 1 / distance to the other hosts.</summary>
    public ReadOnlyMemory<double> Harmonic { get; }

    /// <summary>(r / (n − 1)) · (r / Σ distances) over the r hosts within reach.</summary>
    public ReadOnlyMemory<double> Closeness { get; }

    /// <summary>Hub score along edges caller → called; sums to 1.</summary>
    public ReadOnlyMemory<double> Hubs { get; }

    /// <summary>Authority score likewise.</summary>
    public ReadOnlyMemory<double> Authorities { get; }

    /// <summary>Computes or estimates all of it.</summary>
    public static HostCentrality Of(HostGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new HostCentrality(graph);
    }
}
