using NetMl.Graphs.Csr;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.Tests.Similarity;

public class RoleFeaturesTests
{
    // 0 — 1 — 2 — 0 and 2 — 3: around 2 lie all four edges, around 3 only its own, and two edges lead out of {2, 3}.
    [Fact]
    public void Compute_TriangleWithTail_GivesWorkedColumns()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(4, [0, 1, 2, 2], [1, 2, 0, 3]));

        var table = RoleFeatures.Compute(graph, rounds: 0);

        Assert.Equal([2, 2, 3, 1], Column(table, "degree"));
        Assert.Equal([1, 1, 0, 2], Column(table, "edges out of ego network"));
        // The bins of edges inside the ego network (3, 3, 4, 1) are those of the degree.
        Assert.Equal(2, table.Names.Count);
    }

    [Fact]
    public void Compute_RandomGraph_TakesMeansAndSumsOverNeighbours()
    {
        var graph = RandomGraphs.Undirected(4, 300, 500);

        var table = RoleFeatures.Compute(graph, rounds: 1);

        Assert.True(table.Names.Count > 3);
        for (var column = 0; column < table.Names.Count; column++)
        {
            var parts = table.Names[column].Split(" of ", 2);
            if (parts[0] is not ("mean" or "sum"))
                continue;
            var before = Column(table, parts[1]);
            for (var v = 0; v < graph.NodeCount; v++)
            {
                var around = graph.Neighbours(v).ToArray().Select(u => before[u]).ToArray();
                var expected = parts[0] == "sum" ? around.Sum() : around.DefaultIfEmpty(0).Average();
                Assert.Equal(expected, table.Columns[column].Span[v], 1e-6 * Math.Max(1, expected));
            }
        }
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_GivesFiniteColumns(string name)
    {
        var graph = OddGraphs.Undirected(name);

        var table = RoleFeatures.Compute(graph);

        Assert.Equal(table.Names.Count, table.Columns.Count);
        Assert.All(table.Columns, column => Assert.Equal(graph.NodeCount, column.Length));
        Assert.All(table.Columns, column => Assert.All(column.ToArray(), value => Assert.InRange(value, 0, 1e12)));
    }

    // Two copies of a graph, one beside the other: a node and its copy play the same role.
    [Fact]
    public void Compute_TwoCopies_DescribesThemAlike()
    {
        var (sources, targets) = RandomGraphs.Rows(1, 50, 150);
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(100, [.. sources, .. sources.Select(v => v + 50)], [.. targets, .. targets.Select(v => v + 50)]));

        foreach (var column in RoleFeatures.Compute(graph).Columns)
            Assert.Equal(column[..50].ToArray(), column[50..].ToArray());
    }

    [Fact]
    public void Compute_RenamedNodes_ColumnsMoveWithThem()
    {
        var graph = RandomGraphs.Undirected(2, 200, 600);
        var names = RoleFeatures.Compute(graph).Names;
        for (var column = 0; column < names.Count; column++)
        {
            Renaming.MovesResults(graph, renamed =>
            {
                var table = RoleFeatures.Compute(renamed);
                Assert.Equal(names, table.Names);
                return table.Columns[column].ToArray();
            }, 1e-2);
        }
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Undirected(3, 3000, 9000);

        ThreadCounts.AgreeOn(threads => RoleFeatures.Compute(graph, threads: threads).Columns.SelectMany(column => column.ToArray()).ToArray());
    }

    private static double[] Column(RoleFeatureTable table, string name) => table.Columns[table.Names.ToList().IndexOf(name)].ToArray();
}
