using NetMl.Federation.GraphTasks;
using NetMl.Gnn.FlowClassification;

namespace NetMl.Federation.Tests.GraphTasks;

public sealed class SharedClassWeightsTests
{
    [Fact]
    public void Of_Shares_GivesTheWeightsOfTheSameCounts()
    {
        int[] labels = [.. Enumerable.Repeat(0, 90), .. Enumerable.Repeat(1, 9), 2];
        var expected = ClassWeights.InverseSquareRoot(labels, 3);

        var weights = SharedClassWeights.Of([.9f, .09f, .01f]);

        for (var c = 0; c < 3; c++)
            Assert.Equal(expected[c], weights[c], 1e-5f);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1e-7f)]
    [InlineData(1e-9f)]
    public void Of_ShareOfNothing_StaysBounded(float nothing)
    {
        var weights = SharedClassWeights.Of([1f, nothing]);

        Assert.InRange(weights[0], .9f, 1f);
        Assert.InRange(weights[1], 25f, 32f);
    }
}
