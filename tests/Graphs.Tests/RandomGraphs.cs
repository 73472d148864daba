using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests;

/// <summary>Seeded random edge rows, and slow, obvious helpers over them.</summary>
internal static class RandomGraphs
{
    /// <summary>Rows with self-loops and repeats.</summary>
    public static (int[] Sources, int[] Targets) Rows(int seed, int nodes, int rows)
    {
        var random = new Random(seed);
        return (Draw(random, nodes, rows), Draw(random, nodes, rows));
    }

    public static CsrGraph Directed(int seed, int nodes, int rows)
    {
        var (sources, targets) = Rows(seed, nodes, rows);
        return CsrBuilder.Directed(nodes, sources, targets);
    }

    public static CsrGraph Undirected(int seed, int nodes, int rows) => CsrBuilder.UndirectedSimple(Directed(seed, nodes, rows));

    /// <summary>Self-loops, weights that rounding matters for, some of them 0.</summary>
    public static CsrGraph Weighted(int seed, int nodes, int rows)
    {
        var (sources, targets) = Rows(seed, nodes, rows);
        var random = new Random(seed);
        var weights = Array.ConvertAll(sources, _ => random.Next(8) == 0 ? 0 : random.NextDouble());
        return CsrBuilder.Directed(nodes, sources, targets, weights).Graph;
    }

    public static int[] Permutation(int seed, int nodes)
    {
        var permutation = Enumerable.Range(0, nodes).ToArray();
        new Random(seed).Shuffle(permutation);
        return permutation;
    }

    /// <summary>The same graph with node v renamed to permutation[v].</summary>
    public static CsrGraph Renamed(CsrGraph graph, int[] permutation)
    {
        List<int> sources = [], targets = [];
        List<double> weights = [];
        for (var v = 0; v < graph.NodeCount; v++)
        {
            for (var i = 0; i < graph.OutDegree(v); i++)
            {
                sources.Add(permutation[v]);
                targets.Add(permutation[graph.Neighbours(v)[i]]);
                weights.Add(graph.NeighbourWeights(v)[i]);
            }
        }
        return CsrBuilder.Directed(graph.NodeCount, sources.ToArray(), targets.ToArray(), weights.ToArray()).Graph;
    }

    private static int[] Draw(Random random, int nodes, int rows)
    {
        var drawn = new int[rows];
        for (var i = 0; i < rows; i++)
            drawn[i] = random.Next(nodes);
        return drawn;
    }
}
