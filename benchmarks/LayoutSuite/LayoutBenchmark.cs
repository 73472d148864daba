using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.GraphSuite;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Layout;

namespace NetMl.Benchmarks.LayoutSuite;

/// <summary>How long a drawing of 10,000 nodes and 50,000 edges takes, and how good it is, beside igraph's Fruchterman–Reingold and DrL.</summary>
internal static class LayoutBenchmark
{
    private static readonly string[] PeerLayouts = ["layout_fr", "layout_drl"];

    public static int Run(bool isQuick)
    {
        try
        {
            var graph = isQuick ? PlantedGraph.Draw(1000, 5000) : PlantedGraph.Draw(10_000, 50_000);
            var figures = new List<Figure>();
            var (cold, _) = Once(graph.Undirected);
            var runs = Enumerable.Range(0, isQuick ? 3 : 5).Select(_ => Once(graph.Undirected)).ToList();
            var seconds = Statistics.Median([.. runs.Select(run => run.Seconds)]);
            var quality = Quality(graph.Undirected, runs[0].Drawn);
            Add(figures, new Figure("layout.seconds", seconds, "s", $"{graph.Title}: median of {runs.Count}, all of GraphLayout; the first run, with its compilation, {Text(cold)} s"));
            Add(figures, new Figure("layout.neighbours_kept", quality, "share", "of the k nodes drawn nearest to one with k neighbours, its neighbours; mean over 1,000 nodes"));
            Beside(graph, seconds, quality, figures);
            Report.Write("layout", isQuick, figures, []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            Console.Error.WriteLine($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static void Beside(BenchmarkGraph graph, double seconds, double quality, List<Figure> figures)
    {
        using var peer = Peer.Start("igraph");
        if (peer is null)
            return;
        peer.Load(graph);
        foreach (var name in PeerLayouts)
        {
            var (theirs, places) = peer.Run(name);
            var x = places.Where((_, i) => i % 2 == 0).ToArray();
            var y = places.Where((_, i) => i % 2 == 1).ToArray();
            var kept = DrawingQuality.NeighboursKept(graph.Undirected, x, y);
            var suffix = name == PeerLayouts[0] ? "" : name["layout".Length..];
            Add(figures, new Figure($"layout.time{suffix}_vs_igraph", theirs / seconds, "x", $"{name}: {Text(theirs)} s, one run"));
            Add(figures, new Figure($"layout.neighbours_kept{suffix}_vs_igraph", quality / kept, "x", $"{name} keeps {Text(kept)}, ours {Text(quality)}"));
        }
    }

    private static (double Seconds, NodePositions Drawn) Once(CsrGraph graph)
    {
        var started = Stopwatch.GetTimestamp();
        var drawn = GraphLayout.Compute(graph);
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, drawn);
    }

    private static double Quality(CsrGraph graph, NodePositions drawn) =>
        DrawingQuality.NeighboursKept(graph, Array.ConvertAll(drawn.X.ToArray(), x => (double)x), Array.ConvertAll(drawn.Y.ToArray(), y => (double)y));

    private static void Add(List<Figure> figures, Figure figure)
    {
        Console.WriteLine($"{figure.Name} {figure.Number}: {figure.How}");
        figures.Add(figure);
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
