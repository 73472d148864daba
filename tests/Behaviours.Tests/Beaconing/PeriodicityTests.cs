using NetMl.Behaviours.Beaconing;
using Xunit.Abstractions;

namespace NetMl.Behaviours.Tests.Beaconing;

/// <summary>How often periodic calls are recognised, and random ones taken for periodic.</summary>
public class PeriodicityTests(ITestOutputHelper output)
{
    private const double Significance = 1e-6;
    private const double Period = 60;

    /// <summary>The power curve of 200 calls of a beacon that sleeps a minute, each time anew ± jitter, misses calls, and shares its target with random calls.</summary>
    [Theory]
    [InlineData(0.0, 0.0, 0.0, 1.0)]
    [InlineData(0.1, 0.0, 0.0, 1.0)]
    [InlineData(0.3, 0.0, 0.0, 1.0)]
    [InlineData(0.5, 0.0, 0.0, 1.0)]
    [InlineData(0.0, 0.2, 0.0, 1.0)]
    [InlineData(0.1, 0.2, 0.0, 1.0)]
    [InlineData(0.3, 0.2, 0.0, 1.0)]
    [InlineData(0.5, 0.2, 0.0, 0.99)]
    [InlineData(0.0, 0.0, 0.5, 1.0)]
    [InlineData(0.3, 0.0, 0.5, 0.8)]
    [InlineData(0.3, 0.2, 0.25, 0.9)]
    public void Of_Beacon_IsRecognised(double jitter, double missed, double noise, double power)
    {
        var random = new Random(1);

        var recognised = Share(60, () => Beacon(random, 200, jitter, missed, noise));

        output.WriteLine($"jitter {jitter:P0}, missed {missed:P0}, other calls {noise:P0}: {recognised:P0} recognised");
        Assert.True(recognised >= power, $"{recognised:P0} recognised");
    }

    /// <summary>How many calls it takes at ± 30 % and ± 50 %.</summary>
    [Theory]
    [InlineData(0.3, 40, 0.95)]
    [InlineData(0.5, 60, 0.95)]
    public void Of_FewCalls_AreEnough(double jitter, int calls, double power)
    {
        var random = new Random(1);

        Assert.True(Share(60, () => Beacon(random, calls, jitter, 0, 0)) >= power);
    }

    // A job that a clock starts every five minutes, ± 10 s, among five times as many other calls: no two times between calls are alike, but the clock shows.
    [Fact]
    public void Of_ClockAmongManyOtherCalls_IsRecognised()
    {
        var random = new Random(1);

        var found = Periodicity.Of(Nanoseconds([.. Enumerable.Range(0, 288).Select(i => i * 300 + random.NextDouble() * 10), .. Poisson(random, 1440, 86_400)]), 20);

        Assert.NotNull(found);
        Assert.True(found.PValue < Significance);
        Assert.Equal(300, found.PeriodSeconds, 1.0);
    }

    /// <summary>At the chance of 1 %, at most 1 % of random calls are taken for periodic: sparse, dense, and many a second.</summary>
    [Theory]
    [InlineData(20, 86_400)]
    [InlineData(100, 86_400)]
    [InlineData(500, 86_400)]
    [InlineData(500, 3_600)]
    [InlineData(2000, 600)]
    public void Of_RandomCalls_ErrsAtMostAsOftenAsStated(int calls, double seconds)
    {
        const int trials = 200;
        var random = new Random(1);
        var errors = 0;

        for (var trial = 0; trial < trials; trial++)
        {
            if (Periodicity.Of(Nanoseconds(Poisson(random, calls, seconds)), 20) is { PValue: < 0.01 })
                errors++;
        }

        output.WriteLine($"{calls} calls in {seconds} s: {errors} of {trials}");
        Assert.InRange(errors, 0, 7); // 2 expected at most; three standard deviations more.
    }

    // Somebody who comes in bursts of visits by day and sleeps at night is not periodic.
    [Fact]
    public void Of_BurstsByDay_AreNotPeriodic()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 100; trial++)
        {
            var visits = Poisson(random, 60, 3 * 86_400).Where(second => second % 86_400 is > 28_800 and < 64_800);
            var found = Periodicity.Of(Nanoseconds([.. visits.SelectMany(visit => Enumerable.Range(0, random.Next(1, 15)).Select(_ => visit + random.NextDouble() * 120))]), 20);
            Assert.True(found is null || found.PValue > Significance || found.Strength < 0.3, $"{found}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    public void Of_TooFewCalls_IsNull(int calls) => Assert.Null(Periodicity.Of(Nanoseconds([.. Enumerable.Range(0, calls).Select(i => i * Period)]), 20));

    [Fact]
    public void Of_AllAtOnce_IsNull() => Assert.Null(Periodicity.Of(new long[100], 20));

    private static double Share(int trials, Func<double[]> calls) =>
        Enumerable.Range(0, trials).Count(_ => Periodicity.Of(Nanoseconds(calls()), 20) is { PValue: < Significance }) / (double)trials;

    private static double[] Beacon(Random random, int calls, double jitter, double missed, double noise)
    {
        var seconds = new List<double>();
        double now = 0;
        for (var i = 0; i < calls; i++)
        {
            now += Period * (1 + jitter * (2 * random.NextDouble() - 1));
            if (random.NextDouble() >= missed)
                seconds.Add(now);
        }
        return [.. seconds, .. Poisson(random, (int)(noise * calls), now)];
    }

    private static double[] Poisson(Random random, int calls, double seconds) => [.. Enumerable.Range(0, calls).Select(_ => random.NextDouble() * seconds)];

    private static long[] Nanoseconds(double[] seconds) => [.. seconds.Order().Select(second => (long)(second * 1e9))];
}
