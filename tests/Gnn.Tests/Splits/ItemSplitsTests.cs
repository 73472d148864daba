using NetMl.Gnn.Splits;

namespace NetMl.Gnn.Tests.Splits;

public sealed class ItemSplitsTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 1000).Select(item => item % 7 == 0 ? -1 : item % 10 == 1 ? 1 : item == 502 ? 2 : 0)];

    [Fact]
    public void ByTime_AThird_IsTheLastThirdOfEachClass()
    {
        var split = ItemSplits.ByTime([0, -1, 1, 1, 0, 0, 1, 2], 1.0 / 3);

        Assert.Equal([0, 2, 3, 4, 7], split.Train);
        Assert.Equal([5, 6], split.Validation);
        Assert.Empty(split.Test);
    }

    [Fact]
    public void ByChance_EveryLabelledItem_IsInOneList()
    {
        var split = ItemSplits.ByChance(Labels, 0.7, 0.2, seed: 3);

        Assert.Equal(Enumerable.Range(0, 1000).Where(item => Labels[item] >= 0), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Equal(split.Train.Order(), split.Train);
    }

    [Fact]
    public void ByChance_Classes_HaveTheSameSharesEverywhere()
    {
        var split = ItemSplits.ByChance(Labels, 0.7, 0.2, seed: 3);

        double Share(int[] items) => items.Count(item => Labels[item] == 1) / (double)items.Length;
        Assert.All(new[] { split.Validation, split.Test }, items => Assert.Equal(Share(split.Train), Share(items), 0.01));
        Assert.Contains(502, split.Train);
    }

    [Fact]
    public void ByChance_SameSeed_DrawsTheSame()
    {
        Assert.Equal(ItemSplits.ByChance(Labels, 0.7, 0.2, 3).Test, ItemSplits.ByChance(Labels, 0.7, 0.2, 3).Test);
        Assert.NotEqual(ItemSplits.ByChance(Labels, 0.7, 0.2, 3).Test, ItemSplits.ByChance(Labels, 0.7, 0.2, 4).Test);
    }

    [Fact]
    public void ByChoice_FlowsOfANode_AreTested()
    {
        var graph = Graphs.Random(9, 40, 1);
        var touching = ItemSplits.FlowsOf(graph, [true, .. new bool[8]]);

        var split = ItemSplits.ByChoice(new int[40], touching, 0.25, 1);

        Assert.Equal(Enumerable.Range(0, 40).Where(flow => graph.FlowSource.Span[flow] == 0 || graph.FlowTarget.Span[flow] == 0), split.Test);
        Assert.Equal(40, split.Train.Length + split.Validation.Length + split.Test.Length);
        Assert.NotEmpty(split.Validation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void ByChance_NoShare_Throws(double trainFraction)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemSplits.ByChance(Labels, trainFraction, 0, 1));
    }
}
