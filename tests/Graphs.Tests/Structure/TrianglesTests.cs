using NetMl.Graphs.Csr;
using NetMl.Graphs.Generators;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class TrianglesTests
{
    // 0 ─ 1
    // │ ╱ │      triangles 0-1-2 and 1-2-3
    // 2 ─ 3
    [Fact]
    public void Compute_TwoTrianglesWithACommonSide_CountsBoth()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(4, [0, 0, 1, 1, 2], [1, 2, 2, 3, 3]));

        var triangles = Triangles.Compute(graph);

        Assert.Equal(2, triangles.Total);
        Assert.Equal([1L, 2, 2, 1], triangles.OfNode.ToArray());
    }

    [Fact]
    public void Compute_NoNodes_CountsNone() => Assert.Equal(0, Triangles.Compute(CsrGraph.Empty).Total);

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithTryingAllTriples(string name) => AgreesWithAllTriples(OddGraphs.Undirected(name));

    // Above 2048 nodes some are looked up one by one and not as bits.
    [Fact]
    public void Compute_HubsAndManyNodes_AgreesWithCommonNeighbours()
    {
        var rows = RMat.Draw(13, 12, 3);
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(rows.NodeCount, rows.Sources.Span, rows.Targets.Span));

        var counts = ThreadCounts.AgreeOn(threads => Triangles.Compute(graph, threads).OfNode.ToArray());

        var expected = new long[graph.NodeCount];
        for (var u = 0; u < expected.Length; u++)
        {
            var around = graph.Neighbours(u).ToArray().ToHashSet();
            foreach (var v in around)
                expected[u] += graph.Neighbours(v).ToArray().Count(around.Contains);
            expected[u] /= 2;
        }
        Assert.Equal(expected, counts);
        Assert.Equal(expected.Sum() / 3, Triangles.Count(graph));
    }

    [Fact]
    public void Compute_RenamedNodes_CountsMoveWithThem() =>
        Renaming.MovesResults(RandomGraphs.Undirected(5, 60, 300), graph => Array.ConvertAll(Triangles.Compute(graph).OfNode.ToArray(), Convert.ToDouble));

    [Theory]
    [InlineData(1, 20, 60)]
    [InlineData(2, 40, 400)]
    [InlineData(3, 60, 120)]
    public void Compute_RandomGraph_AgreesWithTryingAllTriples(int seed, int nodes, int rows) =>
        AgreesWithAllTriples(RandomGraphs.Undirected(seed, nodes, rows));

    private static void AgreesWithAllTriples(CsrGraph graph)
    {
        var nodes = Math.Min(graph.NodeCount, 60);
        var triangles = Triangles.Compute(graph);

        var expected = new long[graph.NodeCount];
        for (var a = 0; a < nodes; a++)
            for (var b = a + 1; b < nodes; b++)
                for (var c = b + 1; c < nodes; c++)
                {
                    if (!graph.HasEdge(a, b) || !graph.HasEdge(b, c) || !graph.HasEdge(a, c))
                        continue;
                    expected[a]++;
                    expected[b]++;
                    expected[c]++;
                }
        Assert.Equal(expected, triangles.OfNode.ToArray());
        Assert.Equal(expected.Sum(), 3 * triangles.Total);
        Assert.Equal(triangles.Total, Triangles.Count(graph));
    }
}
