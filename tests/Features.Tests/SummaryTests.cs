using MathNet.Numerics.Statistics;

namespace NetMl.Features.Tests;

public class SummaryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Of_RandomValues_AgreesWithMathNet(int count)
    {
        var random = new Random(count);
        var values = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 1000).ToArray();

        var summary = Summary.Of(values.ToArray());

        Assert.Equal(values.Mean(), summary.Mean, 1e-9);
        Assert.Equal(values.Median(), summary.Median, 1e-9);
        Assert.Equal(values.PopulationStandardDeviation(), summary.Deviation, 1e-9);
    }

    [Fact]
    public void Of_NoValues_IsZero() => Assert.Equal(default, Summary.Of([]));
}
