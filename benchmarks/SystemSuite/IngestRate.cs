using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Flows;

namespace NetMl.Benchmarks.SystemSuite;

/// <summary>Flows per second from the start of netml to the last flow stored.</summary>
internal static class IngestRate
{
    private const int Rows = 105_918;
    private const string Dataset = "benchmark";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    public static async Task<Figure> MeasureAsync(RunningSystem system, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("netml-benchmark-flows-");
        try
        {
            var real = RealFlows();
            var path = real ?? await WriteSyntheticAsync(folder.FullName, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var accepted = await SendAsync(system, path, cancellationToken);
            while ((await ReadAsync(system, cancellationToken)).Rows < accepted.RowsAccepted)
            {
                if (Stopwatch.GetElapsedTime(started) > Patience)
                    throw new BenchmarkFailure($"The flows were not stored within {Patience.TotalSeconds:0} s.");
                await Task.Delay(20, cancellationToken);
            }
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var what = real is null ? "made-up flows, because rita/hourly is absent" : "flows of rita/hourly, 72 gzipped Zeek logs";
            return new Figure(
                "system.ingest_flows_per_s", accepted.RowsAccepted / seconds, "flows/s",
                string.Create(CultureInfo.InvariantCulture, $"{accepted.RowsAccepted} {what}, from the start of netml to stored, {seconds:0.00} s"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? RealFlows()
    {
        var data = Environment.GetEnvironmentVariable("NETML_TEST_DATA") is { Length: > 0 } configured ? configured
            : Path.Combine(Machine.Host.Root, "..", "shared", "data");
        var path = Path.Combine(data, "rita", "hourly");
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static async Task<string> WriteSyntheticAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "flows.frames");
        await using var file = File.Create(path);
        foreach (var batch in SyntheticCapture.Generate(1, new SyntheticOptions { Flows = Rows }))
            await file.WriteAsync(FlowFrame.Encode(Dataset, $"batch-{file.Position}", batch), cancellationToken);
        return path;
    }

    private static async Task<FlowsAccepted> SendAsync(RunningSystem system, string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [RunningSystem.Program("cli", "netml"), "ingest", Dataset, path, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NETML_GATEWAY_FILE"] = system.GatewayFile;
        using var netml = Process.Start(start) ?? throw new BenchmarkFailure("netml did not start.");
        var errors = netml.StandardError.ReadToEndAsync(cancellationToken);
        var json = await netml.StandardOutput.ReadToEndAsync(cancellationToken);
        await netml.WaitForExitAsync(cancellationToken);
        return netml.ExitCode == 0 && JsonSerializer.Deserialize(json, WireJson.Default.FlowsAccepted) is { } accepted ? accepted
            : throw new BenchmarkFailure($"netml ingest ended with code {netml.ExitCode}: {(await errors).Trim().Split('\n')[^1]}");
    }

    private static async Task<DatasetSummary> ReadAsync(RunningSystem system, CancellationToken cancellationToken)
    {
        using var response = await system.Gateway.GetAsync($"v1/datasets/{Dataset}", cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync(body, WireJson.Default.DatasetSummary, cancellationToken)
            ?? throw new BenchmarkFailure("The data set has no summary.");
    }
}
