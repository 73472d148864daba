using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

public sealed class PrivateGradientTests
{
    // (3, 4) has norm 5 → (0.6, 0.8); (0.3, 0.4) has norm 0.5 and is left.
    [Fact]
    public void AddClipped_LongAndShortGradients_AddUp()
    {
        var sum = new float[2];

        PrivateGradient.AddClipped(sum, [3, 4], 1);
        PrivateGradient.AddClipped(sum, [0.3f, 0.4f], 1);
        PrivateGradient.AddClipped(sum, [0, 0], 1);

        Assert.Equal(0.9, sum[0], 1e-5);
        Assert.Equal(1.2, sum[1], 1e-5);
    }

    [Fact]
    public void AddClipped_NotFinite_Refuses() => Assert.Throws<ArgumentException>(() => PrivateGradient.AddClipped(new float[1], [float.NaN], 1));

    // Tolerances of 7 deviations: by chance once in 4e11. Share within one deviation: 0.6827.
    [Theory]
    [InlineData(100_000)]
    [InlineData(99_999)]
    public void AddNoise_ManyNumbers_FollowsTheNormal(int count)
    {
        var sum = Enumerable.Repeat(5f, count).ToArray();

        PrivateGradient.AddNoise(sum, 1.5, 2);

        var (root, noise) = (Math.Sqrt(count), Array.ConvertAll(sum, x => (x - 5.0) / 3));
        Assert.Equal(0, noise.Average(), 7 / root);
        Assert.Equal(1, noise.Average(x => x * x), 7 * Math.Sqrt(2) / root);
        Assert.Equal(3, noise.Average(x => x * x * x * x), 7 * Math.Sqrt(96) / root);
        Assert.Equal(0.6827, noise.Count(x => Math.Abs(x) < 1) / (double)count, 7 * 0.4654 / root);
        Assert.Equal(0, noise.Zip(noise.Skip(1), (a, b) => a * b).Average(), 7 / root);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void AddNoise_NoNoise_Refuses(double multiplier) => Assert.Throws<ArgumentOutOfRangeException>(() => PrivateGradient.AddNoise(new float[1], multiplier, 1));
}
