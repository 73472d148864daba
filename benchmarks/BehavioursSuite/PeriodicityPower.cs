using System.Globalization;
using NetMl.Behaviours.Beaconing;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>How many beacons the periodicity sees: calls each minute, each pause anew ± jitter, some missed, other calls of random times between them.</summary>
internal static class PeriodicityPower
{
    private const double Period = 60;
    private const int FigureCalls = 100;
    private static readonly BeaconOptions Options = new();

    public static IEnumerable<Figure> Measure(int trials)
    {
        Console.WriteLine("| calls | jitter | missed | other calls | recognised |");
        Console.WriteLine("|---:|---:|---:|---:|---:|");
        foreach (var calls in new[] { 40, 100, 400 })
        {
            foreach (var jitter in new[] { 0, 0.1, 0.3, 0.5 })
            {
                foreach (var (missed, other) in new[] { (0, 0), (0.2, 0), (0, 0.5), (0.2, 0.5) })
                {
                    var share = Recognised(trials, random => Beacon(random, calls, jitter, missed, other));
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {calls} | ± {100 * jitter:0} % | {100 * missed:0} % | {100 * other:0} % | {share:0.00} |"));
                    if (calls != FigureCalls)
                        continue;
                    yield return new Figure(
                        string.Create(CultureInfo.InvariantCulture, $"behaviours.period_power_{calls}_calls_jitter{100 * jitter:0}_missed{100 * missed:0}_other{100 * other:0}"), share, "of 1",
                        $"beacons recognised of {trials}, at a chance of error of {Options.Significance:0.0e0}");
                }
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
