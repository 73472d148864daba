using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class DegreeAssortativityTests
{
    [Fact]
    public void Compute_Star_IsPerfectlyDisassortative() => Assert.Equal(-1, DegreeAssortativity.Compute(OddGraphs.Undirected("star into 0")), 1e-12);

    [Theory]
    [InlineData("no nodes")]
    [InlineData("one self-loop")]
    [InlineData("there and back")]
    [InlineData("all with all")]
    public void Compute_NoVariation_IsNotANumber(string name) => Assert.Equal(double.NaN, DegreeAssortativity.Compute(OddGraphs.Directed(name)));

    [Theory]
    [InlineData(1, 30, 60)]
    [InlineData(2, 40, 300)]
    public void Compute_RandomGraph_AgreesWithPearson(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);
        var edges = Enumerable.Range(0, nodes).SelectMany(v => graph.Neighbours(v).ToArray().Select(w => (v, w))).ToArray();

        foreach (var source in Enum.GetValues<DegreeKind>())
        {
            foreach (var target in Enum.GetValues<DegreeKind>())
            {
                var expected = MathNet.Numerics.Statistics.Correlation.Pearson(edges.Select(edge => Degree(edge.v, source)), edges.Select(edge => Degree(edge.w, target)));
                Assert.Equal(expected, ThreadCounts.AgreeOn(threads => DegreeAssortativity.Compute(graph, source, target, threads)), 1e-12);
            }
        }

        double Degree(int node, DegreeKind kind) => kind == DegreeKind.Out ? graph.OutDegree(node) : graph.Transpose.OutDegree(node);
    }

    // Without self-loops and direction (NetworkX 2.8.8: degree_pearson_correlation_coefficient).
    [SkippableTheory]
    [InlineData("karate.edges.txt", -0.47561309768461474)]
    [InlineData("email-Enron.edges.txt.gz", -0.11076403259609977)]
    public void Compute_PublishedGraph_GivesThePeersNumber(string file, double expected) =>
        Assert.Equal(expected, DegreeAssortativity.Compute(ReferenceGraphs.ReadUndirected(file)), 1e-12);
}
