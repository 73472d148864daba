using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Diffusion;

/// <summary>The exact spread of a cascade on a tiny graph: each of the 2^m outcomes of its edges, weighed with its chance.</summary>
internal static class EveryWorld
{
    public static double Spread(int nodes, (int From, int To)[] edges, bool isDirected, int[] seeds, double probability)
    {
        var expected = 0.0;
        for (var world = 0; world < 1 << edges.Length; world++)
        {
            var live = edges.Where((_, edge) => (world >> edge & 1) == 1).ToArray();
            expected += Math.Pow(probability, live.Length) * Math.Pow(1 - probability, edges.Length - live.Length) * Reached(nodes, live, isDirected, seeds);
        }
        return expected;
    }

    public static int[] Greedy(int nodes, (int From, int To)[] edges, bool isDirected, int count, double probability)
    {
        var chosen = new List<int>();
        while (chosen.Count < count)
            chosen.Add(Enumerable.Range(0, nodes).Except(chosen).MaxBy(node => Math.Round(Spread(nodes, edges, isDirected, [.. chosen, node], probability), 9)));
        return [.. chosen];
    }

    public static CsrGraph Graph(int nodes, (int From, int To)[] edges, bool isDirected)
    {
        var graph = CsrBuilder.Directed(nodes, [.. edges.Select(edge => edge.From)], [.. edges.Select(edge => edge.To)]);
        return isDirected ? graph : CsrBuilder.UndirectedSimple(graph);
    }

    private static int Reached(int nodes, (int From, int To)[] live, bool isDirected, int[] seeds)
    {
        var has = Enumerable.Range(0, nodes).Select(seeds.Contains).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (from, to) in live)
            {
                if (has[from] == has[to] || (isDirected && has[to]))
                    continue;
                has[from] = has[to] = changed = true;
            }
        }
        return has.Count(one => one);
    }
}
