using NetMl.Graphs.Csr;
using NetMl.Graphs.Files;

namespace NetMl.Graphs.Tests.Files;

public class NamedGraphTests
{
    // a → b (twice, weights 2 and 3)    b → a (no weight)    c ↺
    private static NamedGraph Small(bool isDirected)
    {
        var builder = new NamedGraphBuilder();
        int a = builder.Node("a"), b = builder.Node("b"), c = builder.Node("c");
        builder.EdgeColumn("weight")?.TryAdd(builder.AddEdge(a, b), 2L);
        builder.EdgeColumn("weight")?.TryAdd(builder.AddEdge(a, b), 3.5);
        builder.AddEdge(b, a);
        builder.AddEdge(c, c);
        return builder.Build(isDirected);
    }

    [Fact]
    public void Csr_Directed_AddsRepeatsUpAndTakesOneForAMissingWeight()
    {
        var graph = Small(isDirected: true).Csr;

        Assert.Equal([1, 0, 2], graph.Targets.ToArray());
        Assert.Equal([5.5, 1, 1], graph.Weights.ToArray());
    }

    [Fact]
    public void Csr_Undirected_HasEachEdgeInBothRowsAndALoopOnce()
    {
        var graph = Small(isDirected: false).Csr;

        Assert.Equal([1, 0, 2], graph.Targets.ToArray());
        Assert.Equal([6.5, 6.5, 1], graph.Weights.ToArray());
    }

    [Fact]
    public void FromCsr_RandomGraph_GivesTheSameCsrBack()
    {
        var graph = RandomGraphs.Directed(1, 30, 200);

        var named = NamedGraph.FromCsr([.. Enumerable.Range(0, 30).Select(v => $"h{v}")], graph, [], []);

        Assert.Equal(graph.Offsets.ToArray(), named.Csr.Offsets.ToArray());
        Assert.Equal(graph.Targets.ToArray(), named.Csr.Targets.ToArray());
        Assert.Equal(graph.Weights.ToArray(), named.Csr.Weights.ToArray());
        Assert.True(named.TryFindNode("h29", out var node));
        Assert.Equal(29, node);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "")]
    [InlineData("a")]
    public void FromCsr_BadIds_SaysSo(params string[] ids) =>
        Assert.Throws<ArgumentException>(() => NamedGraph.FromCsr(ids, CsrBuilder.Directed(2, [0], [1]), [], []));
}
