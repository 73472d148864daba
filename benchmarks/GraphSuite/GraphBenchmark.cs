using System.Diagnostics;
using System.Globalization;

namespace NetMl.Benchmarks.GraphSuite;

/// <summary>Graph algorithms beside igraph (on a generated and a published graph) and networkx (on a small published graph).</summary>
internal static class GraphBenchmark
{
    public static int Run(bool isQuick)
    {
        try
        {
            var figures = new List<Figure>();
            Measure("igraph", BenchmarkGraph.RMat(isQuick ? 14 : 18), [GraphSize.Large], isQuick, figures);
            Measure("igraph", BenchmarkGraph.Published("_enron", "email-Enron", "email-Enron.edges.txt.gz"), [GraphSize.Large, GraphSize.Published], isQuick, figures);
            Measure("igraph", BenchmarkGraph.RMat(isQuick ? 10 : 12), [GraphSize.Small], isQuick, figures);
            Measure("networkx", BenchmarkGraph.Published("", "email-Eu-core", "email-Eu-core.edges.txt"), [GraphSize.Large, GraphSize.Published], isQuick, figures);
            Measure("networkx", BenchmarkGraph.RMat(isQuick ? 8 : 9), [GraphSize.Small], isQuick, figures);
            Report.Write("graph", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            Console.Error.WriteLine($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static void Measure(string peerName, BenchmarkGraph? graph, IReadOnlyList<GraphSize> sizes, bool isQuick, List<Figure> figures)
    {
        using var peer = graph is null ? null : Peer.Start(peerName);
        if (graph is null || peer is null)
            return;
        peer.Load(graph);
        foreach (var one in GraphCases.All.Where(one => sizes.Contains(one.Size) && peer.Cases.Contains(one.Name)))
        {
            var figure = Measure(one, graph, peer, isQuick);
            Console.WriteLine($"{figure.Name} {figure.Number}: {figure.How}");
            figures.Add(figure);
        }
    }

    /// <summary>Ours and the peer's run in turn on the same input, so that both see the same machine; the medians are compared.</summary>
    private static Figure Measure(GraphCase one, BenchmarkGraph graph, Peer peer, bool isQuick)
    {
        List<double> ours = [], theirs = [];
        List<double[]> found = [], expected = [];
        var (least, budget) = isQuick ? (3, TimeSpan.FromSeconds(0.2)) : (5, TimeSpan.FromSeconds(4));
        WarmUp(one, graph, TimeSpan.FromSeconds(isQuick ? 0.25 : 0.5));
        var started = Stopwatch.GetTimestamp();
        while (theirs.Count < least || (theirs.Count < 25 && Stopwatch.GetElapsedTime(started) < budget))
        {
            var before = Stopwatch.GetTimestamp();
            var numbers = one.Compute(graph);
            ours.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
            found.Add(numbers());
            var (seconds, answer) = peer.Run(one.Name);
            theirs.Add(seconds);
            expected.Add(answer);
            if (theirs.Count >= 2 && theirs.Sum() > 20)
                break;
        }
        var median = MedianOfEach(expected);
        if (found.FirstOrDefault(numbers => !one.Agrees(numbers, median)) is { } wrong)
            throw new BenchmarkFailure($"{one.Name} on {graph.Title}: our answer is not that of {peer.Name}: {Some(wrong)}, theirs {Some(median)}.");
        double our = Statistics.Median(ours), their = Statistics.Median(theirs);
        var how = string.Create(CultureInfo.InvariantCulture, $"{graph.Title}: {our * 1000:0.###} ms, {peer.Name} {their * 1000:0.###} ms, medians of {ours.Count}, {one.Agreement}");
        return new Figure($"graph.{one.Name}{(one.Size == GraphSize.Large ? graph.Suffix : "")}_vs_{peer.Name}", their / our, "x", how);
    }

    private static double[] MedianOfEach(List<double[]> runs) =>
        runs.TrueForAll(run => run.AsSpan().SequenceEqual(runs[0]))
            ? runs[0]
            : [.. Enumerable.Range(0, runs[0].Length).Select(i => Statistics.Median([.. runs.Select(run => run[i])]))];

    private static string Some(double[] numbers) =>
        string.Join(", ", numbers.Take(3).Select(number => number.ToString("0.#####", CultureInfo.InvariantCulture))) + (numbers.Length > 3 ? $", … ({numbers.Length} numbers)" : "");

    /// <summary>Lets the just-in-time compiler finish: at least twice.</summary>
    private static void WarmUp(GraphCase one, BenchmarkGraph graph, TimeSpan most)
    {
        var started = Stopwatch.GetTimestamp();
        for (var run = 0; run < 2 || (run < 100 && Stopwatch.GetElapsedTime(started) < most); run++)
            one.Compute(graph);
    }
}
