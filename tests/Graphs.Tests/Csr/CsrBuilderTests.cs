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

    // Hubs repeat their edges across the chunks that threads work on.
    [Theory]
    [InlineData(3)]
    [InlineData(400)]
    public void Directed_ManyRows_GivesTheSameBitsForAnyThreads(int nodes)
    {
        var (sources, targets) = RandomGraphs.Rows(8, nodes, 150_000);
        var weights = Enumerable.Range(1, sources.Length).Select(i => 1.0 / i).ToArray();

        var edges = ThreadCounts.AgreeOn(threads => EdgesOf(CsrBuilder.Directed(nodes, sources, targets, weights, threads).Graph).ToArray());

        var expected = new double[nodes, nodes];
        for (var row = 0; row < sources.Length; row++)
            expected[sources[row], targets[row]] += weights[row];
        Assert.All(edges, edge => Assert.Equal(expected[edge.Item1, edge.Item2], edge.Item3));
        Assert.Equal(expected.Cast<double>().Count(weight => weight > 0), edges.Length);
    }

    [Fact]
    public void Directed_RowsWithoutWeightsOrRepeats_WeighsOneEach()
    {
        var graph = CsrBuilder.Directed(3, [2, 0], [1, 1]);

        Assert.False(graph.IsWeighted);
        Assert.Equal([1.0, 1], graph.Weights.ToArray());
        Assert.Equal([1.0, 1], graph.Transpose.NeighbourWeights(1).ToArray());
        Assert.False(CsrBuilder.UndirectedSimple(graph).IsWeighted);
        Assert.True(CsrBuilder.Directed(2, [0, 0], [1, 1]).IsWeighted);
    }

    [Fact]
    public void UndirectedSimple_Transpose_IsTheGraphItself()
    {
        var undirected = RandomGraphs.Undirected(9, 20, 60);

        Assert.Same(undirected, undirected.Transpose);
    }

    // 0 → 1 in rows 0 and 2, 1 → 0 in row 1
    [Fact]
    public void Columns_RepeatedRows_AreFoldedPerEdge()
    {
        var built = CsrBuilder.Directed(2, [0, 1, 0], [1, 0, 1], []);

        Assert.Equal([7L, 3], built.Sum<long>([5, 3, 2]));
        Assert.Equal([2.0, 3], built.Minimum<double>([5, 3, 2]));
        Assert.Equal([5, 3], built.Maximum<int>([5, 3, 2]));
        Assert.Equal(["a", "b"], built.First<string>(["a", "b", "c"]));
        Assert.Throws<ArgumentException>(() => built.Sum<long>([1]));
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
