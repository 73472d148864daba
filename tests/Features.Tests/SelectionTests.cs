namespace NetMl.Features.Tests;

public class SelectionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(500)]
    [InlineData(10_001)]
    public void Median_RandomValues_IsTheMiddleOfTheSorted(int count)
    {
        foreach (var different in new[] { 1, 2, 5, int.MaxValue })
        {
            var random = new Random(count);
            var values = Enumerable.Range(0, count).Select(_ => (double)random.Next(different)).ToArray();

            Assert.Equal(Sorted(values), Selection.Median(values.ToArray()));
        }
    }

    // Orders that lead a choice of pivots astray: the depth is bounded, so they still end soon.
    [Fact]
    public void Median_Ordered_IsTheMiddleOfTheSorted()
    {
        double[] up = [.. Enumerable.Range(0, 100_000)], organ = [.. up, .. up.Reverse()];

        Assert.Equal(Sorted(up), Selection.Median([.. up]));
        Assert.Equal(Sorted(up), Selection.Median([.. up.Reverse()]));
        Assert.Equal(Sorted(organ), Selection.Median([.. organ]));
    }

    // 1, 1, 2, 2, 4, 6, 9: median 2, distances 1, 1, 0, 0, 2, 4, 7.
    [Fact]
    public void MedianDeviation_Drawn_MatchesHandWork() => Assert.Equal(1, Selection.MedianDeviation([1, 1, 2, 2, 4, 6, 9], 2));

    private static double Sorted(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
