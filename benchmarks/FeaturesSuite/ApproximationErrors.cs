using System.Globalization;
using NetMl.Features;
using NetMl.Features.Hosts;
using NetMl.Graphs.Centrality;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>How far the approximated host features lie from the exact ones, on a graph that is small enough for those.</summary>
internal static class ApproximationErrors
{
    private const int Flows = 60_000;
    private const int Hosts = 6_000;

    public static IEnumerable<Figure> Measure()
    {
        var facts = new HostFacts(HostGraph.Build(GeneratedFlows.Make(Flows, Hosts)));
        var links = facts.Graph.Undirected;
        var betweenness = Betweenness.Compute(links);
        var harmonic = Closeness.Compute(links).Harmonic;
        double largest = 0, squares = 0;
        for (var node = 0; node < links.NodeCount; node++)
        {
            largest = Math.Max(largest, Math.Abs(facts.Centrality.Betweenness.Span[node] - betweenness[node]));
            squares += Math.Pow(facts.Centrality.Harmonic.Span[node] / harmonic.Span[node] - 1, 2);
        }
        var graph = string.Create(CultureInfo.InvariantCulture, $"{links.NodeCount} hosts, {links.EdgeCount / 2} links, against exact");
        yield return new Figure("features.betweenness_error", largest, "share", string.Create(CultureInfo.InvariantCulture, $"largest of all hosts, stated {HostCentrality.BetweennessError} with chance {1 - HostCentrality.FailureChance}; {graph}"));
        yield return new Figure("features.harmonic_error", Math.Sqrt(squares / links.NodeCount), "relative", string.Create(CultureInfo.InvariantCulture, $"root mean square, stated at most {1.04 / Math.Sqrt(1 << HostCentrality.Log2Registers):0.000}; {graph}"));
    }
}
