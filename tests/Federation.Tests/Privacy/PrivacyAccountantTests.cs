using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

public sealed class PrivacyAccountantTests
{
    // Known answers of TensorFlow Privacy's tests.
    [Theory]
    [InlineData(5, 2.18075656e-3, 1e-10)]
    [InlineData(50, 2.38460375e-2, 1e-9)]
    [InlineData(100, 167.416, 1e-3)]
    public void Rdp_FiftySampledSteps_IsTheKnownAnswer(double order, double expected, double tolerance) =>
        Assert.Equal(expected, 50 * PrivacyAccountant.Rdp(0.01, 2.5, order), tolerance);

    [Fact]
    public void Best_TwoKindsOfSteps_IsTheKnownAnswer()
    {
        var accountant = new PrivacyAccountant([new(1e-5, 1, 10), new(1e-4, 3, 4)], [.. Enumerable.Range(2, 31).Select(order => (double)order)]);

        var (epsilon, order) = accountant.Best(1e-5);

        Assert.Equal(0.336, epsilon, 5e-4);
        Assert.Equal(23, order);
    }

    [Fact]
    public void Epsilon_OneGaussian_IsTheKnownAnswer() => Assert.Equal(1, PrivacyAccountant.Epsilon(1, 4.530877117, 1, 1e-6), 5e-4);

    [Theory]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(64)]
    public void Rdp_EverybodyTakesPart_IsOrderOverTwoVariances(double order) =>
        Assert.Equal(order / (2 * 1.7 * 1.7), PrivacyAccountant.Rdp(1, 1.7, order), 1e-12);

    // Two ways to one number: the integral serves fractional orders, the binomial sum whole ones.
    [Theory]
    [InlineData(0.01, 1, 2)]
    [InlineData(0.2, 0.8, 3)]
    [InlineData(0.5, 1, 2)]
    [InlineData(0.5, 2, 10)]
    [InlineData(0.9, 1.3, 7)]
    [InlineData(0.05, 0.3, 10)]
    [InlineData(0.3, 20, 5)]
    [InlineData(0.001, 0.1, 9)]
    [InlineData(1e-5, 1, 10)]
    [InlineData(1e-6, 50, 4)]
    public void LogIntegral_WholeOrders_EqualsTheBinomialSum(double q, double sigma, int order)
    {
        var sum = SampledGaussian.LogSum(q, sigma, order);

        Assert.Equal(sum, SampledGaussian.LogIntegral(q, sigma, order), 1e-10 * sum);
    }

    // q = 1 by hand: E[e^(α(2z−1)/2σ²)] = e^((α²−α)/2σ²).
    [Theory]
    [InlineData(1.1, 1)]
    [InlineData(1.7, 0.4)]
    [InlineData(10.9, 0.6)]
    [InlineData(2.5, 30)]
    public void LogIntegral_FractionalOrdersWithoutSampling_IsTheClosedForm(double order, double sigma)
    {
        var expected = order * (order - 1) / (2 * sigma * sigma);

        Assert.Equal(expected, SampledGaussian.LogIntegral(1, sigma, order), 1e-10 * expected);
    }

    [Fact]
    public void Rdp_FractionalOrders_LieBetweenTheWholeOnes()
    {
        foreach (var (q, sigma) in ((double, double)[])[(1e-5, 1), (1e-3, 0.5), (0.01, 5), (0.5, 0.7), (0.99, 2), (0.1, 100)])
        {
            var rdp = PrivacyAccountant.DefaultOrders.Select(order => PrivacyAccountant.Rdp(q, sigma, order)).ToArray();

            for (var i = 1; i < rdp.Length; i++)
                Assert.True(rdp[i] >= rdp[i - 1] * (1 - 1e-9) && double.IsFinite(rdp[i]), $"q={q} σ={sigma} order {PrivacyAccountant.DefaultOrders[i]}: {rdp[i - 1]} then {rdp[i]}");
        }
    }

    [Fact]
    public void Rdp_SampledNearlyAlways_ApproachesTheUnsampled() =>
        Assert.Equal(PrivacyAccountant.Rdp(1, 2, 4.5), PrivacyAccountant.Rdp(1 - 1e-9, 2, 4.5), 1e-6);

    [Fact]
    public void DefaultOrders_AreThoseOfTheReference()
    {
        var orders = PrivacyAccountant.DefaultOrders;

        Assert.Equal(99 + 53 + 4, orders.Count);
        Assert.Equal((1.1, 10.9, 11.0, 63.0, 128.0, 1024.0), (orders[0], orders[98], orders[99], orders[151], orders[152], orders[^1]));
        Assert.Equal(orders.Order(), orders);
    }

    [Theory]
    [InlineData(1, 1e-5, 1, 20)]
    [InlineData(8, 1e-5, 1, 30)]
    [InlineData(2, 1e-6, 0.1, 100)]
    public void NoiseFor_Epsilon_IsKeptAndTight(double epsilon, double delta, double rate, int steps)
    {
        var noise = PrivacyAccountant.NoiseFor(epsilon, delta, rate, steps);

        Assert.True(PrivacyAccountant.Epsilon(rate, noise, steps, delta) <= epsilon);
        Assert.True(PrivacyAccountant.Epsilon(rate, noise - 1.1e-3, steps, delta) > epsilon);
    }

    [Fact]
    public void Spent_EqualSteps_AreAddedUpAndRestored()
    {
        var accountant = new PrivacyAccountant();
        accountant.Add(1, 2, 3);
        accountant.Add(0.1, 1, 5);
        accountant.Add(1, 2, 4);

        var restored = new PrivacyAccountant(accountant.Spent);

        Assert.Equal([new PrivacyStep(1, 2, 7), new PrivacyStep(0.1, 1, 5)], restored.Spent);
        Assert.Equal(accountant.Epsilon(1e-5), restored.Epsilon(1e-5), 1e-12);
    }

    [Fact]
    public void Epsilon_NothingSpent_IsZero() => Assert.Equal(0, new PrivacyAccountant().Epsilon(1e-5));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0.5, 0)]
    [InlineData(0.5, double.NaN)]
    public void Add_ImpossibleNumbers_Refuses(double rate, double noise) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrivacyAccountant().Add(rate, noise, 1));
}
