using NetMl.Graphs.Csr;
using NetMl.Graphs.Generators;

namespace NetMl.Benchmarks.GraphSuite;

/// <summary>One input: the same edges directed and, without self-loops, undirected. Weights are whole numbers drawn from the two ends: 1 to 255, and twice that undirected where edges go both ways.</summary>
/// <param name="Suffix">What figure names get for this graph.</param>
/// <param name="Title">In words, for the table.</param>
internal sealed record BenchmarkGraph(string Suffix, string Title, CsrGraph Directed, CsrGraph Undirected)
{
    private const int Seed = 20;

    /// <summary>Where breadth-first searches and shortest paths begin: seeded, with at least one neighbour.</summary>
    public IReadOnlyList<int> Sources { get; } = DrawSources(Undirected);

    /// <summary>The ends of the first 100,000 undirected edges, lower node first: pairs of which similarities are asked.</summary>
    public (int[] Firsts, int[] Seconds) Pairs { get; } = FirstEdges(Undirected, 100_000);

    /// <summary>The directed edges that lead to a higher node.</summary>
    public CsrGraph Acyclic { get; } = Upwards(Directed);

    public static BenchmarkGraph RMat(int scale)
    {
        var rows = Graphs.Generators.RMat.Draw(scale, 16, Seed);
        return Of("", $"R-MAT scale {scale}", rows);
    }

    /// <summary>Null, after a line that says so, when the published graph is not on this machine.</summary>
    public static BenchmarkGraph? Published(string suffix, string title, string file)
    {
        var path = Path.Combine(TestData.Folder, "graphs", file);
        if (!File.Exists(path))
        {
            Console.WriteLine($"{title} is left out: {path} is absent (NETML_TEST_DATA names the folder that holds graphs/).");
            return null;
        }
        return Of(suffix, title, TestData.ReadEdges(path));
    }

    private static BenchmarkGraph Of(string suffix, string title, EdgeRows rows)
    {
        var plain = CsrBuilder.Directed(rows.NodeCount, rows.Sources.Span, rows.Targets.Span);
        var directed = Weighted(plain);
        return new BenchmarkGraph(suffix, $"{title} ({directed.NodeCount} nodes, {directed.EdgeCount} edges)", directed, CsrBuilder.UndirectedSimple(directed));
    }

    private static CsrGraph Weighted(CsrGraph graph)
    {
        var sources = new int[graph.EdgeCount];
        var weights = new double[graph.EdgeCount];
        for (var v = 0; v < graph.NodeCount; v++)
        {
            for (var e = (int)graph.Offsets[v]; e < graph.Offsets[v + 1]; e++)
            {
                sources[e] = v;
                weights[e] = Weight(Math.Min(v, graph.Targets[e]), Math.Max(v, graph.Targets[e]));
            }
        }
        return CsrBuilder.Directed(graph.NodeCount, sources, graph.Targets, weights).Graph;
    }

    private static CsrGraph Upwards(CsrGraph graph)
    {
        List<int> sources = [], targets = [];
        for (var v = 0; v < graph.NodeCount; v++)
        {
            foreach (var w in graph.Neighbours(v))
            {
                if (w <= v)
                    continue;
                sources.Add(v);
                targets.Add(w);
            }
        }
        return CsrBuilder.Directed(graph.NodeCount, sources.ToArray(), targets.ToArray());
    }

    private static int Weight(int low, int high) => 1 + (int)(((uint)low * 2654435761u ^ (uint)high * 2246822519u) >> 8) % 255;

    private static (int[] Firsts, int[] Seconds) FirstEdges(CsrGraph graph, int most)
    {
        List<int> firsts = [], seconds = [];
        for (var v = 0; v < graph.NodeCount && firsts.Count < most; v++)
        {
            foreach (var u in graph.Neighbours(v))
            {
                if (u <= v || firsts.Count == most)
                    continue;
                firsts.Add(v);
                seconds.Add(u);
            }
        }
        return ([.. firsts], [.. seconds]);
    }

    private static int[] DrawSources(CsrGraph graph)
    {
        var random = new Random(Seed);
        var drawn = new List<int>();
        while (drawn.Count < 8)
        {
            var node = random.Next(graph.NodeCount);
            if (graph.OutDegree(node) > 0)
                drawn.Add(node);
        }
        return [.. drawn];
    }
}
