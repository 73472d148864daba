using NetMl.Graphs.Csr;
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
    [InlineData(1, 20, 60)]
    [InlineData(2, 40, 400)]
    [InlineData(3, 60, 120)]
    public void Compute_RandomGraph_AgreesWithTryingAllTriples(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Undirected(seed, nodes, rows);

        var triangles = Triangles.Compute(graph);

        var expected = new long[nodes];
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
    }
}
