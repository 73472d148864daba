using NetMl.Graphs.Csr;
using NetMl.Graphs.Generators;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Generators;

public class RMatTests
{
    [Fact]
    public void Draw_AnyThreads_GivesTheSameRows()
    {
        var rows = ThreadCounts.AgreeOn(threads => RMat.Draw(12, 8, 3, threads: threads).Sources.ToArray());

        Assert.Equal(8 << 12, rows.Length);
        Assert.All(rows, node => Assert.InRange(node, 0, (1 << 12) - 1));
    }

    [Fact]
    public void Draw_SeveralSeeds_GivesDifferentRows() =>
        Assert.NotEqual(RMat.Draw(8, 4, 1).Sources.ToArray(), RMat.Draw(8, 4, 2).Sources.ToArray());

    // A source's number is 0 at every level with chance .57 + .19, so the busiest node has about rows · .76^scale rows.
    [Fact]
    public void Draw_DefaultQuarters_MakesHubs()
    {
        var rows = RMat.Draw(12, 16, 5);

        var busiest = rows.Sources.ToArray().GroupBy(node => node).Max(group => group.Count());

        var expected = (16 << 12) * Math.Pow(0.76, 12);
        Assert.InRange(busiest, 0.9 * expected, 1.1 * expected);
    }

    [Fact]
    public void Draw_OneQuarter_RepeatsOneEdge()
    {
        var rows = RMat.Draw(6, 2, 7, new RMatQuarters(1, 0, 0));

        var graph = CsrBuilder.Directed(rows.NodeCount, rows.Sources.Span, rows.Targets.Span);

        Assert.Equal(1, graph.EdgeCount);
        Assert.Equal(128, Degrees.OutStrength(graph).Max());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(27, 1)]
    [InlineData(4, 32)]
    public void Draw_OutOfRange_Throws(int scale, int edgeFactor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RMat.Draw(scale, edgeFactor, 1));
}
