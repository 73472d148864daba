using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Communities;

public class LabelPropagationTests
{
    [Theory]
    [InlineData(1, 100, 120)]
    [InlineData(2, 300, 900)]
    public void Compute_RandomGraph_NoLabelHasMoreVotesThanTheOwn(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Undirected(seed, nodes, rows);
        foreach (var weighted in new[] { false, true })
        {
            var labels = LabelPropagation.Compute(graph, new LabelPropagationOptions(weighted)).CommunityOf.ToArray();

            for (var v = 0; v < nodes; v++)
            {
                var votes = new double[nodes];
                for (var i = 0; i < graph.OutDegree(v); i++)
                    votes[labels[graph.Neighbours(v)[i]]] += weighted ? graph.NeighbourWeights(v)[i] : 1;
                Assert.Equal(votes.Max(), votes[labels[v]], 1e-9);
            }
        }
    }

    // Two cliques of 5, joined by one edge.
    [Fact]
    public void Compute_TwoCliques_FindsBoth()
    {
        foreach (var seed in Enumerable.Range(0, 10))
        {
            var communities = LabelPropagation.Compute(CommunityGraphs.TwoCliques(), new LabelPropagationOptions(Seed: seed));

            Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], communities.CommunityOf.ToArray());
            Assert.Equal([5, 5], communities.Sizes.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_LabelsEachNode(string name) =>
        CommunityGraphs.IsNumberedByFirstNode(LabelPropagation.Compute(OddGraphs.Undirected(name)), OddGraphs.Undirected(name).NodeCount);

    [Fact]
    public void Compute_SameSeed_GivesTheSameCommunities()
    {
        var graph = RandomGraphs.Undirected(3, 500, 800);

        Assert.Equal(LabelPropagation.Compute(graph).CommunityOf.ToArray(), LabelPropagation.Compute(graph).CommunityOf.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Compute_BadWeight_SaysSo(double weight)
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(2, [0], [1], [weight]).Graph);

        Assert.Throws<ArgumentException>(() => LabelPropagation.Compute(graph, new LabelPropagationOptions(Weighted: true)));
    }
}
