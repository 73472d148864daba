using NetMl.Gnn.NodeClassification;

namespace NetMl.Gnn.Tests.NodeClassification;

public sealed class TaskSplitTests
{
    private const byte Train = 1;
    private const byte Validation = 2;
    private const byte Test = 3;

    [Fact]
    public void Of_GraphWithoutSplit_DrawsTwentyAndThirtyOfEachLargeClass()
    {
        var labels = Labels((0, 100), (1, 51), (-1, 10));

        var split = TaskSplit.Of(labels, new byte[labels.Length], 1);

        Assert.Equal([(0, 20), (1, 20)], Count(labels, split.Train));
        Assert.Equal([(0, 30), (1, 30)], Count(labels, split.Validation));
        Assert.Equal([(0, 50), (1, 1)], Count(labels, split.Test));
        Assert.Equal(151, split.Train.Concat(split.Validation).Concat(split.Test).Distinct().Count());
        Assert.Contains("seed 1", Assert.Single(split.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SmallClasses_GiveHalfAQuarterAndTheRest()
    {
        var labels = Labels((0, 50), (1, 9), (2, 2), (3, 1));

        var split = TaskSplit.Of(labels, new byte[labels.Length], 1);

        Assert.Equal([(0, 25), (1, 4), (2, 1), (3, 1)], Count(labels, split.Train));
        Assert.Equal([(0, 12), (1, 2)], Count(labels, split.Validation));
        Assert.Equal([(0, 13), (1, 3), (2, 1)], Count(labels, split.Test));
    }

    [Fact]
    public void Of_Seeds_DrawTheSameAgainAndOthersOtherwise()
    {
        var labels = Labels((0, 100), (1, 100));

        var first = TaskSplit.Of(labels, new byte[200], 1);

        Assert.Equal(first.Train, TaskSplit.Of(labels, new byte[200], 1).Train);
        Assert.NotEqual(first.Train, TaskSplit.Of(labels, new byte[200], 2).Train);
        Assert.Equal(first.Train.Order(), first.Train);
    }

    [Fact]
    public void Of_TheGraphsOwnParts_AreKeptWithoutANote()
    {
        var split = TaskSplit.Of([0, 1, 0, 1, -1, 0], [Train, Train, Validation, Test, Test, 0], 1);

        Assert.Equal([0, 1], split.Train);
        Assert.Equal([2], split.Validation);
        Assert.Equal([3], split.Test);
        Assert.Empty(split.Notes);
    }

    [Fact]
    public void Of_NoTestButFreeNodes_TestsOnThose()
    {
        var split = TaskSplit.Of([0, 1, 0, 1, 0], [Train, Train, Validation, 0, 0], 1);

        Assert.Equal([3, 4], split.Test);
        Assert.Contains("split test", Assert.Single(split.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoTestAndNoFreeNodes_TestsOnHalfOfTheValidation()
    {
        var split = TaskSplit.Of(Labels((0, 10), (1, 10)), [.. Enumerable.Repeat(Train, 6), .. Enumerable.Repeat(Validation, 14)], 1);

        Assert.Equal((6, 7, 7), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Contains("half of its val nodes", Assert.Single(split.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoValidation_HoldsOutAFifthOfTheTrainNodes()
    {
        var split = TaskSplit.Of(Labels((0, 12), (1, 12)), [.. Enumerable.Repeat(Train, 10), Test, Test, .. Enumerable.Repeat(Train, 10), Test, Test], 1);

        Assert.Equal((16, 4, 4), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Contains("a fifth", Assert.Single(split.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoValidationAndFewTrainNodes_KeepsTheLastEpoch()
    {
        var split = TaskSplit.Of([0, 1, 0, 1], [Train, Train, Test, Test], 1);

        Assert.Empty(split.Validation);
        Assert.Contains("last epoch", Assert.Single(split.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TooFewValNodesToShare_SplitsAllAnew()
    {
        // Six train nodes of two classes, one val node of each.
        var split = TaskSplit.Of([0, 0, 0, 0, 1, 1, 1, 1], [1, 1, 1, 2, 1, 1, 1, 2], seed: 1);

        Assert.Equal((4, 2, 2), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Contains("too few val nodes", Assert.Single(split.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TrainNodesOnly_AreSplitAmongAll()
    {
        var split = TaskSplit.Of(Labels((0, 8), (1, 8)), [.. Enumerable.Repeat(Train, 16)], 1);

        Assert.Equal((8, 4, 4), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Contains("train nodes only", Assert.Single(split.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to learn from", 2, 3)]
    [InlineData("to test", 1, 4)]
    public void Of_NothingLeft_IsRefused(string what, byte first, byte second)
    {
        var failure = Assert.Throws<InvalidDataException>(() => TaskSplit.Of([0, second == 4 ? -1 : 1], [first, second == 4 ? Test : second], 1));

        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
    }

    private static int[] Labels(params (int Label, int Nodes)[] classes) => [.. classes.SelectMany(one => Enumerable.Repeat(one.Label, one.Nodes))];

    private static IEnumerable<(int Label, int Nodes)> Count(int[] labels, int[] nodes) => nodes.CountBy(node => labels[node]).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));
}
