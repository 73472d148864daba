using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class CoreNumbersTests
{
    // 0 ─ 1
    // │ ╳ │      all four with each other, tail 3-4, 5 alone
    // 2 ─ 3 ─ 4
    [Fact]
    public void Compute_FourWithATail_MatchesHandWork()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(6, [0, 0, 0, 1, 1, 2, 3], [1, 2, 3, 2, 3, 3, 4]));

        Assert.Equal([3, 3, 3, 3, 1, 0], CoreNumbers.Compute(graph));
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithRemovingNodesOneByOne(string name) => AgreesWithRemoval(OddGraphs.Undirected(name));

    [Theory]
    [InlineData(1, 60, 60)]
    [InlineData(2, 200, 2000)]
    [InlineData(3, 9000, 30_000)]
    public void Compute_RandomGraph_AgreesWithRemovingNodesOneByOne(int seed, int nodes, int rows) =>
        AgreesWithRemoval(RandomGraphs.Undirected(seed, nodes, rows));

    // 30,000 nodes that hang on two of 5,000 each go at once, on all threads, and drag many of those along.
    [Fact]
    public void Compute_ManyNodesLeaveAtOnce_AgreesWithRemovingNodesOneByOne()
    {
        var (sources, targets) = RandomGraphs.Rows(5, 5000, 70_000);
        for (var row = 0; row < 60_000; row++)
            sources[row] = 5000 + row / 2;

        AgreesWithRemoval(CsrBuilder.UndirectedSimple(CsrBuilder.Directed(35_000, sources, targets)));
    }

    [Fact]
    public void Compute_RenamedNodes_MovesWithThem() => Renaming.MovesResults(RandomGraphs.Undirected(4, 80, 300), graph => CoreNumbers.Compute(graph));

    private static void AgreesWithRemoval(CsrGraph graph)
    {
        var left = Degrees.Out(graph);
        var cores = new int[graph.NodeCount];
        var alive = Enumerable.Range(0, graph.NodeCount).ToHashSet();
        for (var k = 0; alive.Count > 0; k++)
        {
            while (alive.Where(v => left[v] <= k).ToList() is { Count: > 0 } leaving)
            {
                foreach (var u in leaving)
                {
                    alive.Remove(u);
                    cores[u] = k;
                    foreach (var v in graph.Neighbours(u))
                        left[v]--;
                }
            }
        }
        Assert.Equal(cores, ThreadCounts.AgreeOn(threads => CoreNumbers.Compute(graph, threads)));
    }
}
