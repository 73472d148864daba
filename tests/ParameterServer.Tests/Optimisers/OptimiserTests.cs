using NetMl.ParameterServer.Optimisers;

namespace NetMl.ParameterServer.Tests.Optimisers;

public sealed class OptimiserTests
{
    // Adam's first step is rate · g / (|g| + ε'): the rate, whatever the size of the gradient.
    [Theory]
    [InlineData(0.001f)]
    [InlineData(100f)]
    public void Adam_FirstStep_IsTheRate(float slope)
    {
        var (x, m, v) = (new float[] { 1 }, new float[1], new float[1]);

        new Adam().Step(new OptimiserSettings("adam", 0.1f, 0), 0, [], [slope], x, m, v);

        Assert.Equal(0.9f, x[0], 1e-4f);
    }

    [Fact]
    public void Adam_TwoSteps_FollowThePaper()
    {
        var (x, m, v) = (new float[] { 0 }, new float[1], new float[1]);
        var settings = new OptimiserSettings("adam", 0.1f, 0);

        new Adam().Step(settings, 0, [], [1], x, m, v);
        new Adam().Step(settings, 1, [], [3], x, m, v);

        // By hand: m = 0.9·0.1 + 0.1·3 = 0.39, v = 0.999·0.001 + 0.001·9 = 0.009999; m̂ = 0.39/0.19, v̂ = 0.009999/0.001999.
        Assert.Equal(-0.1 - 0.1 * (0.39 / 0.19) / Math.Sqrt(0.009999 / 0.001999), x[0], 1e-5);
    }

    [Fact]
    public void Sgd_WeightDecay_ShrinksBeforeTheStep()
    {
        var x = new float[] { 2 };

        new Sgd().Step(new OptimiserSettings("sgd", 0.1f, 0, WeightDecay: 1), 0, [], [1], x, new float[1], new float[1]);

        Assert.Equal(2 * 0.9f - 0.1f, x[0], 1e-6f);
    }

    [Fact]
    public void Step_SteadyRanges_DoNotDecay()
    {
        var x = new float[] { 1, 1, 1, 1, 1 };

        new Sgd().Step(new OptimiserSettings("sgd", 0.1f, 0, WeightDecay: 5), 0, [0..1, 3..4], new float[5], x, new float[5], new float[5]);

        Assert.Equal([1, 0.5f, 0.5f, 1, 0.5f], x);
    }

    [Fact]
    public void Rate_WholeJob_FallsAlongACosine()
    {
        var settings = new OptimiserSettings("adam", 1, 101);

        Assert.Equal(1f, settings.Rate(0), 1e-6f);
        Assert.Equal(0.505f, settings.Rate(50), 1e-6f);
        Assert.Equal(0.01f, settings.Rate(100), 1e-6f);
        Assert.Equal(0.01f, settings.Rate(500), 1e-6f);
    }

    [Fact]
    public void Find_UnknownName_NamesTheKnown() =>
        Assert.Contains("adam and sgd", Assert.Throws<InvalidDataException>(() => ServerOptimiser.Find("adagrad")).Message, StringComparison.Ordinal);

    // Ranges may live anywhere: stepping two halves gives the bits of stepping the whole.
    [Fact]
    public void Step_HalvesApart_EqualTheWhole()
    {
        var random = new Random(1);
        var gradient = Enumerable.Range(0, 33).Select(_ => (float)random.NextDouble()).ToArray();
        var (whole, m, v) = (new float[33], new float[33], new float[33]);
        var (halves, hm, hv) = (new float[33], new float[33], new float[33]);
        var settings = new OptimiserSettings("adam", 0.1f, 10, 0.5f);
        for (var step = 0; step < 3; step++)
        {
            new Adam().Step(settings, step, [], gradient, whole, m, v);
            foreach (var range in new[] { 0..16, 16..33 })
                new Adam().Step(settings, step, [], gradient.AsSpan(range), halves.AsSpan(range), hm.AsSpan(range), hv.AsSpan(range));
        }

        Assert.Equal(whole, halves);
    }
}
