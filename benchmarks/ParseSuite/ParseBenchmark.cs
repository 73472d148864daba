using System.Diagnostics;
using System.Globalization;
using NetMl.Flows;

namespace NetMl.Benchmarks.ParseSuite;

/// <summary>How fast text becomes columns on one core, beside pandas on the same files.</summary>
internal static class ParseBenchmark
{
    // The compiler is done by then, also where it has to share a core.
    private const int WarmUps = 5;

    public static async Task<int> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("netml-benchmark-parse-");
        try
        {
            Report.Write("parse", isQuick, await MeasureAsync(folder.FullName, isQuick, cancellationToken), []);
            return 0;
        }
        catch (BenchmarkFailure failure)
        {
            await Console.Error.WriteLineAsync($"benchmarks: {failure.Message}");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<Figure>> MeasureAsync(string folder, bool isQuick, CancellationToken cancellationToken)
    {
        var bytes = isQuick ? 40_000_000L : 220_000_000L;
        var runs = isQuick ? 3 : 5;
        var batches = SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 500_000, Hosts = 5_000, Span = TimeSpan.FromHours(24) });
        var (tsv, json, fewJson) = (Path.Combine(folder, "conn.log"), Path.Combine(folder, "conn.json"), Path.Combine(folder, "few.json"));
        ZeekLogs.WriteTsv(tsv, batches, bytes);
        ZeekLogs.WriteJson(json, batches, bytes);
        ZeekLogs.WriteJson(fewJson, batches, 20_000_000);

        var figures = new List<Figure>();
        figures.AddRange(await CompareAsync("tsv", tsv, tsv, runs, cancellationToken));
        figures.AddRange(await CompareAsync("json", json, fewJson, runs, cancellationToken));
        if (RealLogs.Write(Path.Combine(folder, "real.log"), bytes / 2) is { } real)
        {
            var readings = await TimeAsync(real, runs, cancellationToken);
            figures.Add(Rate("parse.zeek_tsv_real_mb_per_s", readings, "logs of several sensors and versions, one after the other"));
        }
        figures.Add(RowAllocation.Measure("parse.zeek_tsv_bytes_per_row", FlowFormat.ZeekTsv, tsv));
        figures.Add(RowAllocation.Measure("parse.zeek_json_bytes_per_row", FlowFormat.ZeekJson, json));
        return figures;
    }

    /// <summary>Our rate on one file, and pandas' time over ours on another (or the same), readings taken in turns.</summary>
    private static async Task<IEnumerable<Figure>> CompareAsync(string kind, string path, string peerPath, int runs, CancellationToken cancellationToken)
    {
        using var pandas = PandasReader.Start(kind, peerPath);
        await TimeAsync(path, WarmUps, cancellationToken);
        var (ours, same, theirs) = (new List<Reading>(), new List<double>(), new List<double>());
        for (var run = 0; run < runs; run++)
        {
            ours.Add(await ReadAsync(path, cancellationToken));
            if (pandas is null)
                continue;
            var reading = path == peerPath ? ours[^1] : await ReadAsync(peerPath, cancellationToken);
            same.Add(reading.Seconds);
            var (rows, seconds) = await pandas.ReadAsync(cancellationToken);
            theirs.Add(seconds);
            if (rows != reading.Rows)
                throw new BenchmarkFailure($"pandas read {rows} rows of {Path.GetFileName(peerPath)}, we {reading.Rows}.");
        }
        var rate = Rate($"parse.zeek_{kind}_mb_per_s", ours, "made-up conn.log with the standard columns");
        return pandas is null ? [rate] : [rate, Ratio($"parse.zeek_{kind}_vs_pandas", peerPath, Statistics.Median(same), Statistics.Median(theirs))];
    }

    private static Figure Ratio(string name, string path, double ours, double theirs) => new(
        name, theirs / ours, "x", string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / 1e6:0} MB, pandas {theirs:0.00} s, netml {ours:0.00} s"));

    private static Figure Rate(string name, IReadOnlyList<Reading> readings, string what)
    {
        var seconds = Statistics.Median(readings.Select(reading => reading.Seconds));
        var (megabytes, rows) = (readings[0].Bytes / 1e6, readings[0].Rows);
        return new Figure(name, megabytes / seconds, "MB/s", string.Create(
            CultureInfo.InvariantCulture, $"{what}: {megabytes:0} MB, {rows} rows, file to columns on one core, median of {readings.Count}, best {megabytes / readings.Min(r => r.Seconds):0}"));
    }

    private static async Task<List<Reading>> TimeAsync(string path, int runs, CancellationToken cancellationToken)
    {
        var readings = new List<Reading>();
        for (var run = 0; run < runs; run++)
            readings.Add(await ReadAsync(path, cancellationToken));
        return readings;
    }

    private static async Task<Reading> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var file = File.OpenRead(path);
        var reading = FlowFileReader.ReadAsync(file, null);
        await foreach (var batch in reading.WithCancellation(cancellationToken))
            _ = batch.Count;
        var summary = reading.Summary;
        if (summary.RowsRejected > 0)
            throw new BenchmarkFailure($"{summary.RowsRejected} rows of {Path.GetFileName(path)} were refused: {summary.Rejections[0].Reason}.");
        return new Reading(summary.RowsAccepted, summary.Bytes, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private readonly record struct Reading(long Rows, long Bytes, double Seconds);
}
