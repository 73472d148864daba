using NetMl.Benchmarks.Latency;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.SystemSuite;

/// <summary>What the whole system costs on this machine: start, memory, ingest rate and what the sidecar adds to a call.</summary>
internal static class SystemBenchmark
{
    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        try
        {
            var figures = new List<Figure>();
            var processes = await MeasureSystemAsync(figures, isQuick, cancellationToken);
            figures.AddRange(await SidecarLatency.MeasureAsync(isQuick ? 100 : 1000, cancellationToken));
            Report.Write("system", isQuick, figures, processes);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
    }

    private static async Task<IReadOnlyList<ProcessMemory>> MeasureSystemAsync(List<Figure> figures, bool isQuick, CancellationToken cancellationToken)
    {
        var starts = new List<double>();
        for (var run = isQuick ? 3 : 1; run < 3; run++)
        {
            await using var once = await RunningSystem.StartAsync(cancellationToken);
            starts.Add(once.ColdStart.TotalSeconds);
        }
        await using var system = await RunningSystem.StartAsync(cancellationToken);
        starts.Add(system.ColdStart.TotalSeconds);
        figures.Add(new Figure("system.cold_start_seconds", Statistics.Median(starts), "s", $"from the start of the AppHost to healthy, median of {starts.Count}"));

        var rest = TimeSpan.FromSeconds(isQuick ? 5 : 20);
        await Task.Delay(rest, cancellationToken);
        var processes = ProcessTree.Read(system.ProcessId);
        figures.Add(new Figure("system.rss_mb_largest", processes.Max(process => process.Megabytes), "MB", $"resident memory of {processes[0].Name}, {rest.TotalSeconds:0} s after the start"));
        figures.Add(new Figure("system.rss_mb_total", processes.Sum(process => process.Megabytes), "MB", $"resident memory of all {processes.Count} processes"));
        figures.Add(await IngestRate.MeasureAsync(system, cancellationToken));
        return processes;
    }
}
