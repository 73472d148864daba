using NetMl.Graphs.Files;

namespace NetMl.Graphs.Tests.Files;

public class AttributeColumnTests
{
    private static AttributeColumn Column(Action<AttributeColumnBuilder> fill)
    {
        var builder = new NamedGraphBuilder();
        var column = builder.NodeColumn("x");
        Assert.NotNull(column);
        fill(column);
        return builder.Build(isDirected: true).NodeColumns[0];
    }

    [Fact]
    public void TryAdd_WholeNumbersAndFractions_BecomeNumbers()
    {
        var column = Column(x => Assert.True(x.TryAdd(0, 2L) && x.TryAdd(1, 0.5) && x.TryAdd(3, 7L)));

        Assert.Equal(AttributeKind.Number, column.Kind);
        Assert.Equal([2, 0.5, null, 7.0], Enumerable.Range(0, 4).Select(column.NumberAt));
        Assert.Equal("2.0", column.TextAt(0));
    }

    [Fact]
    public void TryAdd_NumbersAndText_BecomeText()
    {
        var column = Column(x => Assert.True(x.TryAdd(0, 2L) && x.TryAdd(1, true) && x.TryAdd(2, "b") && x.TryAdd(3, 1e300)));

        Assert.Equal(AttributeKind.Text, column.Kind);
        Assert.Equal(["2", "true", "b", "1E+300"], Enumerable.Range(0, 4).Select(column.TextAt));
        Assert.Throws<InvalidOperationException>(() => column.NumberAt(0));
    }

    [Fact]
    public void TryAdd_SameRowAgain_IsRefused() => Column(x => Assert.False(x.TryAdd(0, 1L) && x.TryAdd(0, 2L)));

    [Fact]
    public void Build_RowsOutOfOrder_FindsEachRowsValue()
    {
        var column = Column(x => Assert.True(x.TryAdd(5, "five") && x.TryAdd(1, "one") && x.TryAdd(3, "three")));

        Assert.Equal([null, "one", null, "three", null, "five", null], Enumerable.Range(0, 7).Select(column.TextAt));
        Assert.Equal(3, column.Count);
    }

    [Fact]
    public void NodeColumn_MoreThanTheMost_IsRefused()
    {
        var builder = new NamedGraphBuilder();
        for (var i = 0; i < NamedGraphBuilder.MaxColumns; i++)
            Assert.NotNull(builder.NodeColumn($"c{i}"));

        Assert.Null(builder.NodeColumn("one more"));
        Assert.NotNull(builder.NodeColumn("c0"));
    }
}
