using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

/// <summary>Noise comes from RandomNumberGenerator, so these tests can fail by chance: below 1e-9 each.</summary>
public sealed class DiscreteGaussianTests
{
    // For k cells the statistic is about normal with mean k − 1 and deviation √(2k − 2); by Laurent and Massart 2000 it exceeds k − 1 + 2√((k−1)x) + 2x with chance below e^−x: x = 23 is 1e-10.
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.7)]
    [InlineData(4)]
    [InlineData(12.3)]
    public void Fill_SmallSigma_FollowsTheChances(double sigma)
    {
        const int Count = 200_000;
        var numbers = new long[Count];

        new DiscreteGaussian(sigma).Fill(numbers);

        var all = Enumerable.Range(-1000, 2001).Sum(x => Chance(x, sigma));
        var cells = Enumerable.Range(-1000, 2001).Where(x => Count * Chance(x, sigma) / all >= 20).ToArray();
        var (statistic, rest, seenRest) = (0.0, (double)Count, Count);
        foreach (var x in cells)
        {
            var expected = Count * Chance(x, sigma) / all;
            var seen = numbers.Count(number => number == x);
            statistic += Math.Pow(seen - expected, 2) / expected;
            (rest, seenRest) = (rest - expected, seenRest - seen);
        }
        if (rest > 1)
            statistic += Math.Pow(seenRest - rest, 2) / rest;
        var (freedom, x23) = (cells.Length, 23.0);
        Assert.InRange(statistic, 0, freedom + (2 * Math.Sqrt(freedom * x23)) + (2 * x23));
    }

    // Mean: deviation σ/√n, 7 of them once in 4e11. Variance: deviation σ²√(2/n). Share within σ: 0.6827 ± 7·√(.6827·.3173/n). Fourth moment: 3σ⁴ ± 7σ⁴√(96/n).
    [Theory]
    [InlineData(50)]
    [InlineData(1048576.5)]
    [InlineData(134217728)]
    public void Fill_LargeSigma_HasTheMomentsOfTheNormal(double sigma)
    {
        const int Count = 100_000;
        var numbers = new long[Count];

        new DiscreteGaussian(sigma).Fill(numbers);

        var root = Math.Sqrt(Count);
        var scaled = Array.ConvertAll(numbers, number => number / sigma);
        Assert.Equal(0, scaled.Average(), 7 / root);
        Assert.Equal(1, scaled.Average(x => x * x), 7 * Math.Sqrt(2) / root);
        Assert.Equal(3, scaled.Average(x => x * x * x * x), 7 * Math.Sqrt(96) / root);
        // The normal at (⌊σ⌋ + ½)/σ, since whole numbers are counted; within 1 % of a cell.
        Assert.Equal(0.6827, scaled.Count(x => Math.Abs(x) <= 1) / (double)Count, (7 * 0.4654 / root) + (0.3 / sigma));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2e8)]
    [InlineData(double.NaN)]
    public void Create_SigmaOutside_Refuses(double sigma) => Assert.Throws<ArgumentOutOfRangeException>(() => new DiscreteGaussian(sigma));

    private static double Chance(int x, double sigma) => Math.Exp(-(double)x * x / (2 * sigma * sigma));
}
