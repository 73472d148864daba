using System.Diagnostics;
using System.Globalization;
using NetMl.Graphs.Diffusion;

namespace NetMl.Benchmarks.SocialSuite;

/// <summary>How long CELF takes beside the same written with igraph and numpy, and what its seeds reach beside those of highest degree.</summary>
internal static class SeedQuality
{
    private const int Seeds = 10;
    private const double Slack = 0.02;
    private static readonly CascadeOptions Judge = new(0, 2000, 99);

    public static IEnumerable<Figure> Measure(SocialData data, string name, double probability, int worlds, int runs, SocialPeer peer)
    {
        var options = new CascadeOptions(probability, worlds);
        CelfSeeds.Compute(data.Undirected, 1, options with { Runs = 8 });
        var ours = new List<double>();
        SeedChoice choice;
        do
        {
            var began = Stopwatch.GetTimestamp();
            choice = CelfSeeds.Compute(data.Undirected, Seeds, options);
            ours.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        while (ours.Count < runs);
        var spread = Reach(data, probability, [.. choice.Seeds.Select(seed => seed.Node)]);
        var degree = Reach(data, probability, [.. Enumerable.Range(0, data.Undirected.NodeCount).OrderByDescending(data.Undirected.OutDegree).Take(Seeds)]);
        yield return new Figure($"social.{name}_celf_vs_degree_spread", spread.Nodes / degree.Nodes, "x", string.Create(CultureInfo.InvariantCulture,
            $"{data.Title}, probability {probability}, {Seeds} seeds: {spread.Nodes:0.0} ± {spread.StandardError:0.0} nodes, those of highest degree {degree.Nodes:0.0} ± {degree.StandardError:0.0}"));
        if (peer.Run("celf", data, probability, worlds, Seeds, runs) is not { } answer)
            yield break;
        var theirs = Reach(data, probability, [.. answer.GetProperty("seeds").EnumerateArray().Select(one => one.GetInt32())]);
        if (spread.Nodes < theirs.Nodes * (1 - Slack))
            throw new BenchmarkFailure($"the seeds of {data.Title} reach {spread.Nodes:0.0} nodes, the peer's {theirs.Nodes:0.0}.");
        double our = Statistics.Median(ours), their = Statistics.Median([.. answer.GetProperty("seconds").EnumerateArray().Select(one => one.GetDouble())]);
        yield return new Figure($"social.{name}_celf_vs_igraph", their / our, "x", string.Create(CultureInfo.InvariantCulture,
            $"{data.Title}, probability {probability}, {worlds} runs, {Seeds} seeds after {choice.Evaluations} gains: {our * 1000:0} ms, igraph and numpy {their * 1000:0} ms, medians of {runs}; theirs reach {theirs.Nodes:0.0} ± {theirs.StandardError:0.0} nodes"));
    }

    private static Spread Reach(SocialData data, double probability, int[] seeds) =>
        IndependentCascade.Estimate(data.Undirected, seeds, Judge with { Probability = probability });
}
