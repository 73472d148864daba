using System.Globalization;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>1,000,000 flows over 50,000 hosts → table, graph and all host features.</summary>
internal static class MillionFlows
{
    private const int Flows = 1_000_000;

    public static IEnumerable<Figure> Measure(int runs)
    {
        var measured = Enumerable.Range(0, runs).Select(_ => FeatureRun.InNewProcess(Flows)).ToList();
        var steps = measured[0].Steps.Keys.Select(step => (Step: step, Seconds: Statistics.Median(measured.Select(run => run.Steps[step])))).ToList();
        var total = Statistics.Median(measured.Select(run => run.Steps.Values.Sum()));
        var how = string.Join(", ", steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Step} {step.Seconds:0.00} s")));
        yield return new Figure("features.million_flows_seconds", total, "s", $"{Flows} flows over {GeneratedFlows.Hosts} hosts, from batches in memory to all host features in a new process: {how}; medians of {runs}");
        yield return new Figure("features.peak_mb", Statistics.Median(measured.Select(run => run.PeakMegabytes)), "MB", "most memory that the same process ever held, the batches included");
    }
}
