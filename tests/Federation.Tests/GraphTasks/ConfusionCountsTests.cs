using NetMl.Federation.GraphTasks;

namespace NetMl.Federation.Tests.GraphTasks;

public sealed class ConfusionCountsTests
{
    [Fact]
    public void Shares_FourItems_AreCountedByHand()
    {
        var counts = new ConfusionCounts(3);

        counts.Add([0, 0, 1, 1], [0, 1, 1, 2]);

        Assert.Equal([.25, .25, 0, 0, .25, .25, .25, .25, 0], counts.Shares());
        Assert.Equal(.5, counts.Accuracy);
    }

    [Fact]
    public void MacroF1_ClassThatNeverOccurs_IsLeftOut()
    {
        // Class 0: F1 = 2·.25 / (.5 + 0 + .25); class 1: 2·.25 / (.5 + .25 + .25); class 2 is guessed but never true.
        double[] shares = [.25, .25, 0, 0, .25, .25, .25, .25, 0];

        Assert.Equal((2 / 3.0 + 1 / 2.0) / 2, ConfusionCounts.MacroF1(shares), 1e-12);
    }

    [Fact]
    public void MacroF1_QuantisedNothing_CountsAsNothing() => Assert.Equal(1, ConfusionCounts.MacroF1([1, 3e-8, 0, -3e-8, 0, 3e-8]), 1e-6);
}
