using NetMl.Graphs.Centrality;

namespace NetMl.Features.Hosts;

/// <summary>How central each host is: as hub and authority along calls, and on shortest paths whatever their direction; all [n].</summary>
/// <remarks>Exact up to <see cref="MostExact"/> hosts; in larger graphs within the stated errors.</remarks>
public sealed class HostCentrality
{
    /// <summary>Hosts up to which everything is computed exactly.</summary>
    public const int MostExact = 2_000;

    /// <summary>
    /// In larger graphs no host's betweenness is off by more, with chance 1 − <see cref="FailureChance"/> for all hosts together,
    /// unless <see cref="MostBetweennessWork"/> does not suffice.
    /// </summary>
    public const double BetweennessError = 0.01;

    /// <summary>Chance that the betweenness of any host is off by more than <see cref="BetweennessError"/>.</summary>
    public const double FailureChance = 0.1;

    /// <summary>In larger graphs the relative standard error of harmonic centrality is at most 1.04 / √(2^this).</summary>
    public const int Log2Registers = 7;

    /// <summary>Links to look at for betweenness in larger graphs: enough but where most paths are very long, as in a chain of hosts.</summary>
    public const long MostBetweennessWork = 4_000_000_000;

    /// <summary>In larger graphs hosts further away than this count as out of reach for harmonic centrality and closeness.</summary>
    public const int FurthestHost = 64;

    private HostCentrality(HostGraph graph, CancellationToken cancellationToken)
    {
        (Hubs, Authorities, _) = Hits.Compute(graph.Directed);
        cancellationToken.ThrowIfCancellationRequested();
        var links = graph.Undirected;
        if (links.NodeCount <= MostExact)
        {
            Betweenness = Graphs.Centrality.Betweenness.Compute(links, cancellationToken: cancellationToken);
            (Closeness, Harmonic) = Graphs.Centrality.Closeness.Compute(links);
            return;
        }
        var sampling = new BetweennessSampling(BetweennessError, FailureChance, MaximumWork: MostBetweennessWork);
        var sampled = Graphs.Centrality.Betweenness.Sampled(links, sampling, cancellationToken: cancellationToken);
        (Betweenness, BetweennessBound) = (sampled.Shares, sampled.ErrorBound);
        var balls = HyperBall.Compute(links, new HyperBallOptions(Log2Registers, MaximumSteps: FurthestHost), cancellationToken: cancellationToken);
        (Harmonic, Closeness) = (balls.Harmonic, balls.Closeness);
    }

    /// <summary>Share of the shortest paths between other hosts that lead through the host.</summary>
    public ReadOnlyMemory<double> Betweenness { get; }

    /// <summary>No host's betweenness is off by more, with chance 1 − <see cref="FailureChance"/> for all hosts together; 0 = exact.</summary>
    public double BetweennessBound { get; }

    /// <summary>Σ 1 / distance to the other hosts.</summary>
    public ReadOnlyMemory<double> Harmonic { get; }

    /// <summary>(r / (n − 1)) · (r / Σ distances) over the r hosts within reach.</summary>
    public ReadOnlyMemory<double> Closeness { get; }

    /// <summary>Hub score along edges caller → called; sums to 1.</summary>
    public ReadOnlyMemory<double> Hubs { get; }

    /// <summary>Authority score likewise.</summary>
    public ReadOnlyMemory<double> Authorities { get; }

    /// <summary>Computes or estimates all of it.</summary>
    public static HostCentrality Of(HostGraph graph, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new HostCentrality(graph, cancellationToken);
    }
}
