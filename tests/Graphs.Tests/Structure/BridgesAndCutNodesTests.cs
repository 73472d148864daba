using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class BridgesAndCutNodesTests
{
    // 0 ─ 1         5
    // │ ╱           │
    // 2 ─── 3 ───── 4 ─ 6      7
    [Fact]
    public void Compute_TriangleWithATail_FindsTheTail()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(8, [0, 0, 1, 2, 3, 4, 4], [1, 2, 2, 3, 4, 5, 6]));

        var weak = BridgesAndCutNodes.Compute(graph);

        Assert.Equal([(2, 3), (3, 4), (4, 5), (4, 6)], weak.Bridges.ToArray());
        Assert.Equal([2, 3, 4], weak.CutNodes.ToArray());
    }

    [Theory]
    [InlineData(1, 30, 30)]
    [InlineData(2, 50, 60)]
    [InlineData(3, 40, 100)]
    public void Compute_RandomGraph_AgreesWithLeavingOut(int seed, int nodes, int rows) => AgreesWithLeavingOut(RandomGraphs.Undirected(seed, nodes, rows));

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithLeavingOut(string name) => AgreesWithLeavingOut(OddGraphs.Undirected(name));

    [Fact]
    public void Compute_RenamedNodes_MovesThem() => Renaming.MovesResults(RandomGraphs.Undirected(4, 200, 220), graph =>
    {
        var weak = BridgesAndCutNodes.Compute(graph);
        var marks = new int[graph.NodeCount];
        foreach (var v in weak.CutNodes.Span)
            marks[v] += 1000;
        foreach (var (low, high) in weak.Bridges.Span)
        {
            marks[low]++;
            marks[high]++;
        }
        return marks;
    });

    [Fact]
    public void Compute_LongPath_NeedsNoStack()
    {
        const int Nodes = 300_000;
        var nodes = Enumerable.Range(0, Nodes).ToArray();

        var weak = BridgesAndCutNodes.Compute(CsrBuilder.UndirectedSimple(CsrBuilder.Directed(Nodes, nodes[1..], nodes[..^1])));

        Assert.Equal(Nodes - 1, weak.Bridges.Length);
        Assert.Equal(Nodes - 2, weak.CutNodes.Length);
    }

    // email-Enron (NetworkX 2.8.8).
    [SkippableFact]
    public void Compute_EmailEnron_GivesThePeersNumbers()
    {
        var weak = BridgesAndCutNodes.Compute(ReferenceGraphs.ReadUndirected("email-Enron.edges.txt.gz"));

        Assert.Equal(10714, weak.Bridges.Length);
        Assert.Equal(1391, weak.CutNodes.Length);
    }

    private static void AgreesWithLeavingOut(CsrGraph graph)
    {
        var weak = BridgesAndCutNodes.Compute(graph);

        var components = Pieces(graph, (_, _) => true);
        var pairs = Enumerable.Range(0, graph.NodeCount).SelectMany(v => graph.Neighbours(v).ToArray().Where(w => w > v).Select(w => (v, w)));
        Assert.Equal(pairs.Where(pair => Pieces(graph, (v, w) => (v, w) != pair) > components), weak.Bridges.ToArray());
        // A node that is cut out stays as a piece of its own.
        var cut = Enumerable.Range(0, graph.NodeCount).Where(node => graph.OutDegree(node) > 0 && Pieces(graph, (v, w) => v != node && w != node) - 1 > components);
        Assert.Equal(cut, weak.CutNodes.ToArray());
    }

    private static int Pieces(CsrGraph graph, Func<int, int, bool> isKept)
    {
        List<int> sources = [], targets = [];
        for (var v = 0; v < graph.NodeCount; v++)
        {
            foreach (var w in graph.Neighbours(v))
            {
                if (v >= w || !isKept(v, w))
                    continue;
                sources.Add(v);
                targets.Add(w);
            }
        }
        return WeakComponents.Compute(CsrBuilder.Directed(graph.NodeCount, sources.ToArray(), targets.ToArray())).Count;
    }
}
