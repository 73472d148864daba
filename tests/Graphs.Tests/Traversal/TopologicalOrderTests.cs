using NetMl.Graphs.Csr;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.Traversal;

public class TopologicalOrderTests
{
    // 3 → 1 → 0    2 → 0    4
    [Fact]
    public void Compute_SmallGraph_PutsEachNodeBeforeItsTargets() =>
        Assert.Equal([2, 3, 4, 1, 0], TopologicalOrder.Compute(CsrBuilder.Directed(5, [3, 1, 2], [1, 0, 0])).Order.ToArray());

    // 0 → 1 → 2 → 3 → 1    3 → 4
    [Fact]
    public void Compute_CycleBehindAndBeforeOtherNodes_NamesOnlyTheCycle()
    {
        var sort = TopologicalOrder.Compute(CsrBuilder.Directed(5, [0, 1, 2, 3, 3], [1, 2, 3, 1, 4]));

        Assert.False(sort.IsAcyclic);
        Assert.True(sort.Order.IsEmpty);
        Assert.Equal([1, 2, 3], sort.Cycle.ToArray().Order());
    }

    [Theory]
    [InlineData(1, 60, 300)]
    [InlineData(2, 100, 80)]
    [InlineData(3, 60, 60)]
    public void Compute_RandomGraph_GivesAnOrderOrACycle(int seed, int nodes, int rows)
    {
        IsOrderOrCycle(RandomGraphs.Directed(seed, nodes, rows));
        var (sources, targets) = RandomGraphs.Rows(seed, nodes, rows);
        var upwards = sources.Zip(targets).Where(row => row.First != row.Second).Select(row => (Math.Min(row.First, row.Second), Math.Max(row.First, row.Second))).ToArray();
        var acyclic = RandomGraphs.Renamed(CsrBuilder.Directed(nodes, [.. upwards.Select(row => row.Item1)], [.. upwards.Select(row => row.Item2)]), RandomGraphs.Permutation(seed, nodes));
        Assert.True(IsOrderOrCycle(acyclic).IsAcyclic);
    }

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_GivesAnOrderOrACycle(string name) => IsOrderOrCycle(OddGraphs.Directed(name));

    private static TopologicalSort IsOrderOrCycle(CsrGraph graph)
    {
        var sort = TopologicalOrder.Compute(graph);
        var cycle = sort.Cycle.ToArray();
        for (var i = 0; i < cycle.Length; i++)
            Assert.True(graph.HasEdge(cycle[i], cycle[(i + 1) % cycle.Length]));
        Assert.Equal(cycle.Length, cycle.Distinct().Count());
        if (!sort.IsAcyclic)
            return sort;
        var order = sort.Order.ToArray();
        Assert.Equal(Enumerable.Range(0, graph.NodeCount), order.Order());
        for (var v = 0; v < graph.NodeCount; v++)
        {
            foreach (var w in graph.Neighbours(v))
                Assert.True(Array.IndexOf(order, v) < Array.IndexOf(order, w));
        }
        return sort;
    }
}
