using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using NetMl.Benchmarks.Machine;
using NetMl.Benchmarks.SystemSuite;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Benchmarks.FeaturesSuite;

/// <summary>Whether the store stays fast as it grows: import rate of the first and the last part, what a snapshot of one hour reads, and memory.</summary>
internal static class StoreScale
{
    private const string Dataset = "scale";
    private const string Service = "graph-feature";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(bool isQuick, CancellationToken cancellationToken)
    {
        const int Parts = 10, Ends = 3;
        var flows = isQuick ? 30_000 : 1_000_000;
        await using var system = await RunningSystem.StartAsync(cancellationToken);
        await ImportAsync(system, "warm-up", new MovingCapture(0, flows / 10), cancellationToken);
        var rates = new List<double>();
        for (var part = 0; part < Parts; part++)
        {
            var rate = await ImportAsync(system, Dataset, new MovingCapture(part, flows), cancellationToken);
            var megabytes = Find(system).Megabytes;
            rates.Add(rate);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  part {part + 1} of {Parts}: {rate:0} flows/s, {Service} {megabytes:0} MB"));
        }
        var share = await ReadHourAsync(system, Parts / 2, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(isQuick ? 4 : 20), cancellationToken);
        var what = string.Create(CultureInfo.InvariantCulture, $"of {Parts} x {flows} flows, from netml-frame upload to stored");
        return
        [
            new Figure("features.import_flows_per_s_first_million", rates[0], "flows/s", $"the first {what}"),
            new Figure("features.import_flows_per_s_tenth_million", rates[^1], "flows/s", $"the last {what}"),
            new Figure("features.import_rate_ratio_last_to_first", Statistics.Median(rates[^Ends..]) / Statistics.Median(rates[..Ends]), "x", $"median of the last {Ends} parts by that of the first {Ends}"),
            new Figure("features.hour_snapshot_segments_read_share", share, "of 1", $"bytes that {Service} read for a snapshot of one hour out of {Parts * MovingCapture.Hours}, by the bytes of the data set"),
            new Figure("features.store_peak_mb", ProcessTree.PeakMegabytes(Find(system).Id), "MB", $"the most memory that {Service} ever held meanwhile"),
            new Figure("features.store_rss_mb_end", Find(system).Megabytes, "MB", $"resident memory of {Service} at rest with all flows stored"),
        ];
    }

    /// <summary>Flows per second from the start of the upload to the last flow stored.</summary>
    private static async Task<double> ImportAsync(RunningSystem system, string dataset, MovingCapture capture, CancellationToken cancellationToken)
    {
        var frames = capture.Frames(dataset);
        var before = await RowsAsync(system, dataset, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(frames);
        using var response = await system.Gateway.PostAsync($"v1/datasets/{dataset}/flows", content, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new BenchmarkFailure($"The upload was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        var accepted = await response.Content.ReadFromJsonAsync(WireJson.Default.FlowsAccepted, cancellationToken);
        var rows = accepted?.RowsAccepted ?? 0;
        while (await RowsAsync(system, dataset, cancellationToken) < before + rows)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new BenchmarkFailure($"The flows were not stored within {Patience.TotalSeconds:0} s.");
            await Task.Delay(Interval, cancellationToken);
        }
        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>What graph-feature reads to make a snapshot of one hour in the middle, as a share of the data set's bytes.</summary>
    private static async Task<double> ReadHourAsync(RunningSystem system, int part, CancellationToken cancellationToken)
    {
        await AnalysedAsync(system, cancellationToken);
        var bytes = (await FindAsync(system, Dataset, cancellationToken))?.Bytes ?? throw new BenchmarkFailure("The data set vanished.");
        var id = Find(system).Id;
        var before = ProcessTree.BytesRead(id);
        var from = MovingCapture.StartOf(part) + TimeSpan.FromHours(MovingCapture.Hours / 2);
        using var response = await system.Gateway.PostAsJsonAsync(
            $"v1/datasets/{Dataset}/snapshots", new SnapshotRequest(from, from + TimeSpan.FromHours(1)), WireJson.Default.SnapshotRequest, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new BenchmarkFailure($"The snapshot was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        return (ProcessTree.BytesRead(id) - before) / (double)bytes;
    }

    private static async Task AnalysedAsync(RunningSystem system, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (await FindAsync(system, Dataset, cancellationToken) is not { } summary || summary.AnalysedRows < summary.Rows)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new BenchmarkFailure($"The flows were not analysed within {Patience.TotalSeconds:0} s.");
            await Task.Delay(Interval, cancellationToken);
        }
    }

    private static async Task<long> RowsAsync(RunningSystem system, string dataset, CancellationToken cancellationToken) =>
        (await FindAsync(system, dataset, cancellationToken))?.Rows ?? 0;

    private static async Task<DatasetSummary?> FindAsync(RunningSystem system, string dataset, CancellationToken cancellationToken)
    {
        var datasets = await system.Gateway.GetFromJsonAsync("v1/datasets", WireJson.Default.IReadOnlyListDatasetSummary, cancellationToken);
        return datasets?.SingleOrDefault(one => one.Dataset == dataset);
    }

    private static ProcessMemory Find(RunningSystem system) =>
        ProcessTree.Read(system.ProcessId).FirstOrDefault(process => process.Name == Service) ?? throw new BenchmarkFailure($"{Service} does not run.");
}
