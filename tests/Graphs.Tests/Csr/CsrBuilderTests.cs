using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Csr;

public class CsrBuilderTests
{
    [Theory]
    [InlineData(1, 10, 100)]
    [InlineData(2, 100, 50)]
    [InlineData(3, 1, 5)]
    [InlineData(4, 50, 0)]
    public void Directed_RandomRows_EqualsGroupedRows(int seed, int nodes, int rows)
    {
        var (sources, targets) = RandomGraphs.Rows(seed, nodes, rows);
        var weights = Enumerable.Range(1, rows).Select(i => i * 0.1).ToArray();

        var built = CsrBuilder.Directed(nodes, sources, targets, weights);

        var expected = Enumerable.Range(0, rows).GroupBy(i => (sources[i], targets[i]))
            .OrderBy(group => group.Key).Select(group => (group.Key.Item1, group.Key.Item2, group.Sum(i => weights[i])));
        Assert.Equal(expected, EdgesOf(built.Graph));
        var edges = EdgesOf(built.Graph).ToArray();
        for (var row = 0; row < rows; row++)
        {
            var (source, target, _) = edges[built.EdgeOfRow.Span[row]];
            Assert.Equal((sources[row], targets[row]), (source, target));
        }
    }

    [Fact]
    public void Transpose_Twice_IsTheSameGraph()
    {
        var graph = RandomGraphs.Directed(5, 30, 200);

        Assert.Same(graph, graph.Transpose.Transpose);
        Assert.Equal(EdgesOf(graph).Select(edge => (edge.Item2, edge.Item1, edge.Item3)).Order(), EdgesOf(graph.Transpose));
    }

    [Theory]
    [InlineData(6, 25, 200)]
    [InlineData(7, 40, 30)]
    public void UndirectedSimple_RandomRows_HasBothWaysAndNoLoops(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        var undirected = CsrBuilder.UndirectedSimple(graph);

        var weights = EdgesOf(graph).Where(edge => edge.Item1 != edge.Item2)
            .SelectMany(edge => new[] { edge, (edge.Item2, edge.Item1, edge.Item3) })
            .GroupBy(edge => (edge.Item1, edge.Item2)).OrderBy(group => group.Key)
            .Select(group => (group.Key.Item1, group.Key.Item2, group.Sum(edge => edge.Item3)));
        Assert.Equal(weights, EdgesOf(undirected));
    }

    [Theory]
    [InlineData(2, new[] { 0, 2 }, new[] { 1, 1 }, "node 2")]
    [InlineData(2, new[] { 0 }, new[] { -1 }, "node -1")]
    [InlineData(2, new[] { 0 }, new[] { 1, 1 }, "2 targets")]
    public void Directed_BadRows_NamesThem(int nodes, int[] sources, int[] targets, string part)
    {
        var error = Assert.Throws<ArgumentException>(() => CsrBuilder.Directed(nodes, sources, targets));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_HasNothing()
    {
        Assert.Equal(0, CsrGraph.Empty.NodeCount);
        Assert.Equal(0, CsrGraph.Empty.EdgeCount);
        Assert.Equal(0, CsrGraph.Empty.Transpose.NodeCount);
    }

    private static IEnumerable<(int, int, double)> EdgesOf(CsrGraph graph)
    {
        for (var v = 0; v < graph.NodeCount; v++)
        {
            for (var i = 0; i < graph.OutDegree(v); i++)
                yield return (v, graph.Neighbours(v)[i], graph.NeighbourWeights(v)[i]);
        }
    }
}
