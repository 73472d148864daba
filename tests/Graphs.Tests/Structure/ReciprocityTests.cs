using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class ReciprocityTests
{
    // 0 ⇄ 1 → 2    2 ↺: two of three edges are answered, the loop does not count
    [Fact]
    public void Compute_OnePairAndALoop_CountsTwoOfThree() =>
        Assert.Equal(2.0 / 3, Reciprocity.Compute(CsrBuilder.Directed(3, [0, 1, 1, 2], [1, 0, 2, 2])));

    [Theory]
    [InlineData(1, 20, 100)]
    [InlineData(2, 50, 60)]
    public void Compute_RandomGraph_AgreesWithLookingUp(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        var edges = Enumerable.Range(0, nodes).SelectMany(v => graph.Neighbours(v).ToArray().Where(w => w != v).Select(w => (v, w))).ToArray();
        Assert.Equal((double)edges.Count(edge => graph.HasEdge(edge.w, edge.v)) / edges.Length, ThreadCounts.AgreeOn(threads => Reciprocity.Compute(graph, threads)));
    }

    [Theory]
    [InlineData("no nodes", 0)]
    [InlineData("one self-loop", 0)]
    [InlineData("there and back", 1)]
    [InlineData("path of 300", 0)]
    [InlineData("all with all", 1)]
    public void Compute_OddGraph_GivesTheObvious(string name, double expected) => Assert.Equal(expected, Reciprocity.Compute(OddGraphs.Directed(name)));

    // email-Eu-core: igraph 0.10.2.
    [SkippableFact]
    public void Compute_EmailEuCore_GivesThePeersNumber() =>
        Assert.Equal(0.7112198644149385, Reciprocity.Compute(ReferenceGraphs.ReadDirected("email-Eu-core.edges.txt")), 1e-7);
}
