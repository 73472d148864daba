using NetMl.Graphs.Csr;
using NetMl.Graphs.Layout;

namespace NetMl.Graphs.Tests.Layout;

public sealed class GraphLayoutTests
{
    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_PlacesEveryNode(string name)
    {
        var graph = OddGraphs.Undirected(name);

        var drawn = GraphLayout.Compute(graph);

        Assert.Equal((graph.NodeCount, graph.NodeCount), (drawn.X.Length, drawn.Y.Length));
        Assert.All(drawn.X.ToArray().Concat(drawn.Y.ToArray()), place => Assert.True(float.IsFinite(place)));
    }

    [Fact]
    public void Compute_AnyNumberOfThreads_GivesTheSameBits()
    {
        // About 600 nodes in one component, many pairs and nodes without edges.
        var graph = RandomGraphs.Undirected(8, 1000, 900);

        ThreadCounts.AgreeOn(threads =>
        {
            var drawn = GraphLayout.Compute(graph, new LayoutOptions(new ForceOptions(Steps: 30)), threads);
            return drawn.X.ToArray().Concat(drawn.Y.ToArray()).ToArray();
        });
    }

    [Fact]
    public void Compute_ManyComponents_BoxesOfSmallOnesDoNotMix()
    {
        //  40 triangles and 30 nodes alone.
        const int Triangles = 40;
        var sources = Enumerable.Range(0, Triangles * 3).ToArray();
        var targets = Array.ConvertAll(sources, v => v / 3 * 3 + (v + 1) % 3);
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(Triangles * 3 + 30, sources, targets));

        var drawn = GraphLayout.Compute(graph);

        var (x, y) = (drawn.X.ToArray(), drawn.Y.ToArray());
        for (var triangle = 0; triangle < Triangles; triangle++)
        {
            var corners = Enumerable.Range(3 * triangle, 3).ToArray();
            var (centreX, centreY) = (corners.Average(v => x[v]), corners.Average(v => y[v]));
            var radius = corners.Max(v => Distance(x[v] - centreX, y[v] - centreY));
            var nearest = Enumerable.Range(0, x.Length).Except(corners).Min(v => Distance(x[v] - centreX, y[v] - centreY));
            Assert.True(nearest > radius, $"A stranger lies {nearest} from the middle of triangle {triangle}, whose corners lie {radius} from it.");
        }
    }

    [Fact]
    public void Compute_NodesAlone_FormARowedGrid()
    {
        var drawn = GraphLayout.Compute(CsrBuilder.UndirectedSimple(CsrBuilder.Directed(24, [], [])), new LayoutOptions(Aspect: 1.5));

        Assert.Equal(6, drawn.X.ToArray().Distinct().Count());
        Assert.Equal(4, drawn.Y.ToArray().Distinct().Count());
    }

    [Fact]
    public void Compute_LongPath_LiesFlat()
    {
        var path = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(60, Enumerable.Range(0, 59).ToArray(), Enumerable.Range(1, 59).ToArray()));

        var drawn = GraphLayout.Compute(path);

        Assert.True(Spread(drawn.X.ToArray()) > 1.5 * Spread(drawn.Y.ToArray()));
    }

    [Fact]
    public void Compute_Star_LeavesKeepTheirDistance()
    {
        var leaves = Enumerable.Range(1, 3000).ToArray();
        var star = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(3001, new int[3000], leaves));

        var drawn = GraphLayout.Compute(star, new LayoutOptions(Distance: 0.5));

        var (x, y) = (drawn.X.ToArray(), drawn.Y.ToArray());
        var nearest = leaves.Select(v => leaves.Where(u => u != v).Min(u => Distance(x[v] - x[u], y[v] - y[u])));
        Assert.InRange(nearest.Count(distance => distance < 0.4), 0, 30);
    }

    [Fact]
    public void Compute_HubWithLeavesAndACore_LeavesSurroundTheCoreFirstOnesInmost()
    {
        //  0-1, 1-2, 2-0: a triangle; 3..102 hang on node 0.
        var leaves = Enumerable.Range(3, 100).ToArray();
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(103, [0, 1, 2, .. new int[100]], [1, 2, 0, .. leaves]));

        var drawn = GraphLayout.Compute(graph);

        var (x, y) = (drawn.X.ToArray(), drawn.Y.ToArray());
        var (middleX, middleY) = (Enumerable.Range(0, 3).Average(v => x[v]), Enumerable.Range(0, 3).Average(v => y[v]));
        var fromMiddle = Enumerable.Range(0, 103).Select(v => Distance(x[v] - middleX, y[v] - middleY)).ToArray();
        Assert.True(fromMiddle.Take(3).Max() < fromMiddle.Skip(3).Min());
        Assert.Equal(fromMiddle.Skip(3).Order(), fromMiddle.Skip(3));
    }

    [Theory]
    [InlineData(0.05, 0.6)]
    [InlineData(double.NaN, 0.6)]
    [InlineData(1.5, 1.1)]
    [InlineData(1.5, -0.1)]
    public void Compute_OptionsOutOfRange_Throws(double aspect, double distance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GraphLayout.Compute(CsrGraph.Empty, new LayoutOptions(null, aspect, distance)));

    private static double Distance(double dx, double dy) => Math.Sqrt(dx * dx + dy * dy);

    private static double Spread(float[] values) => values.Max() - values.Min();
}
