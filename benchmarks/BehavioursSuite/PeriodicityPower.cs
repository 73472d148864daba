using System.Globalization;
using NetMl.Behaviours.Beaconing;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>How many beacons the periodicity sees: calls each minute, each pause anew ± jitter, some missed, other calls of random times between them.</summary>
internal static class PeriodicityPower
{
    private const double Period = 60;
    private const int FigureCalls = 100;
    private static readonly (double Missed, double Other)[] Conditions = [(0, 0), (0.2, 0), (0, 0.5), (0.2, 0.5)];
    private static readonly BeaconOptions Options = new();

    public static IEnumerable<Figure> Measure(int trials)
    {
        Console.WriteLine("| calls | jitter | all calls | 20 % missed | 50 % other calls | both |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (var calls in new[] { 40, FigureCalls, 400 })
        {
            foreach (var jitter in new[] { 0, 0.1, 0.3, 0.5 })
            {
                var shares = Conditions.Select(condition => Recognised(trials, random => Beacon(random, calls, jitter, condition.Missed, condition.Other))).ToArray();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {calls} | ± {100 * jitter:0} % | {string.Join(" | ", shares.Select(share => share.ToString("0.00", CultureInfo.InvariantCulture)))} |"));
                if (calls == FigureCalls)
                    yield return new Figure(string.Create(CultureInfo.InvariantCulture, $"behaviours.period_power_jitter{100 * jitter:0}"), shares[0], "of 1", $"{calls} calls, beacons recognised of {trials}, none missed, no other calls");
            }
        }
        Console.WriteLine();
        yield return new Figure("behaviours.period_false_alarms_at_0_01", Recognised(10 * trials, random => Poisson(random, 200, 86_400), 0.01), "of 1", "calls at random times taken for periodic at a stated chance of 0.01: 200 calls a day");
        yield return new Figure("behaviours.period_false_alarms", Recognised(10 * trials, random => Poisson(random, 200, 86_400)), "of 1", $"the same as by default, {Options.Significance:0.0e0}");
    }

    private static double Recognised(int trials, Func<Random, double[]> calls, double? significance = null)
    {
        var random = new Random(1);
        var recognised = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            long[] starts = [.. calls(random).Order().Select(second => (long)(second * 1e9))];
            if (Periodicity.Of(starts, Options.PeriodicConnections) is { } found && found.PValue <= (significance ?? Options.Significance) && (significance is not null || found.Strength >= Options.LeastStrength))
                recognised++;
        }
        return recognised / (double)trials;
    }

    private static double[] Beacon(Random random, int calls, double jitter, double missed, double other)
    {
        var seconds = new List<double>();
        double now = 0;
        for (var i = 0; i < calls; i++)
        {
            now += Period * (1 + jitter * (2 * random.NextDouble() - 1));
            if (random.NextDouble() >= missed)
                seconds.Add(now);
        }
        return [.. seconds, .. Poisson(random, (int)(other * calls), now)];
    }

    private static double[] Poisson(Random random, int calls, double seconds) => [.. Enumerable.Range(0, calls).Select(_ => random.NextDouble() * seconds)];
}
