using NetMl.Graphs.Csr;
using NetMl.Graphs.FlowsAndTrees;

namespace NetMl.Graphs.Tests.FlowsAndTrees;

public class MaximumFlowTests
{
    // The example of Cormen et al.: s, v1 … v4, t = 0 … 5; 23 flows.
    private static readonly CsrGraph Example = CsrBuilder.Directed(
        6, [0, 0, 1, 2, 2, 3, 3, 4, 4], [1, 2, 3, 1, 4, 2, 5, 3, 5], [16, 13, 12, 4, 14, 9, 20, 7, 4]).Graph;

    [Fact]
    public void Compute_KnownExample_GivesItsFlowAndCut()
    {
        var flow = MaximumFlow.Compute(Example, 0, 5);

        Assert.Equal(23, flow.Value);
        Assert.Equal([true, true, true, false, true, false], flow.IsOnSourceSide.ToArray());
        Assert.Equal([12, 7, 4], flow.CutEdges.ToArray().Select(edge => Example.Weights[edge]));
    }

    // 0 → 1 → 3 and 0 → 2 → 3 with 1 → 2: the way first found through 1 → 2 must be taken back.
    [Fact]
    public void Compute_FlowThatMustBeTakenBack_TakesItBack()
    {
        var graph = CsrBuilder.Directed(6, [0, 0, 1, 1, 2, 3, 4], [1, 2, 2, 4, 3, 5, 5], [1, 1, 1, 1, 1, 1, 1]).Graph;

        Assert.Equal(2, MaximumFlow.Compute(graph, 0, 5).Value);
    }

    [Theory]
    [InlineData(1, 20, 60)]
    [InlineData(2, 30, 50)]
    [InlineData(3, 15, 200)]
    [InlineData(4, 60, 400)]
    public void Compute_RandomGraph_IsAFlowAsLargeAsItsCut(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Weighted(seed, nodes, rows);
        for (var target = 1; target < nodes; target++)
        {
            IsAFlowAsLargeAsItsCut(graph, 0, target);
            IsAFlowAsLargeAsItsCut(CsrBuilder.UndirectedSimple(graph), 0, target);
        }
    }

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_IsAFlowAsLargeAsItsCut(string name)
    {
        for (var target = 1; target < OddGraphs.Directed(name).NodeCount; target += 37)
            IsAFlowAsLargeAsItsCut(OddGraphs.Directed(name), 0, target);
    }

    [Fact]
    public void Compute_RenamedNodes_FlowsTheSame()
    {
        var graph = RandomGraphs.Directed(5, 80, 600);
        var permutation = RandomGraphs.Permutation(6, 80);

        Assert.Equal(MaximumFlow.Compute(graph, 3, 4).Value, MaximumFlow.Compute(RandomGraphs.Renamed(graph, permutation), permutation[3], permutation[4]).Value);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(0, 1, -1)]
    [InlineData(0, 1, double.NaN)]
    [InlineData(0, 1, double.PositiveInfinity)]
    public void Compute_BadArguments_AreRefused(int source, int target, double capacity) =>
        Assert.ThrowsAny<ArgumentException>(() => MaximumFlow.Compute(CsrBuilder.Directed(2, [0], [1], [capacity]).Graph, source, target));

    private static void IsAFlowAsLargeAsItsCut(CsrGraph graph, int source, int target)
    {
        var flow = MaximumFlow.Compute(graph, source, target);

        var (excess, flows) = (new double[graph.NodeCount], flow.EdgeFlows.ToArray());
        var side = flow.IsOnSourceSide.ToArray();
        var (cut, e) = (new List<int>(), 0);
        for (var v = 0; v < graph.NodeCount; v++)
        {
            foreach (var w in graph.Neighbours(v))
            {
                Assert.InRange(flows[e], 0, graph.Weights[e]);
                excess[v] -= flows[e];
                excess[w] += flows[e];
                if (side[v] && !side[w])
                    cut.Add(e);
                e++;
            }
        }
        Assert.True(side[source] && !side[target]);
        Assert.Equal(cut, flow.CutEdges.ToArray());
        Assert.Equal(flow.Value, cut.Sum(edge => graph.Weights[edge]), 1e-9);
        for (var v = 0; v < graph.NodeCount; v++)
            Assert.Equal(v == target ? flow.Value : v == source ? -flow.Value : 0, excess[v], 1e-9);
    }
}
