using System.Diagnostics;
using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.Tests;

namespace NetMl.AppHost.Tests;

/// <summary>Two instances of graph-feature share a PostgreSQL server, and one of them is killed.</summary>
public sealed class SharedStoreTests
{
    private const int Datasets = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task Ingest_OneInstanceIsKilled_EverythingIsStoredOnceAndAnalysed()
    {
        var system = RunningSystem.On(PostgresServer.Shared().NewDatabase());
        try
        {
            await system.InitializeAsync();
            using var gateway = await system.WithKeyAsync();
            var rows = new long[Datasets];
            for (var part = 0; part < 3; part++)
            {
                var uploads = Enumerable.Range(0, Datasets).Select(dataset => UploadAsync(gateway, Name(dataset), part)).ToList();
                if (part == 1)
                    KillInstance(system, $"{AppIds.GraphFeature}-1");
                foreach (var (dataset, upload) in uploads.Index())
                    rows[dataset] += await upload;
                // Before the kill, each instance has analysed what it owns.
                for (var dataset = 0; part != 1 && dataset < Datasets; dataset++)
                    await UntilAnalysedAsync(gateway, Name(dataset), rows[dataset]);
            }

            for (var dataset = 0; dataset < Datasets; dataset++)
            {
                var analysed = await UntilAnalysedAsync(gateway, Name(dataset), rows[dataset]);
                Assert.Equal((rows[dataset], rows[dataset]), (analysed.Rows, analysed.AnalysedRows));
                Assert.NotEmpty((await gateway.GetFromJsonAsync<BehaviourFinding[]>($"/v1/datasets/{Name(dataset)}/behaviours"))!);
            }
        }
        finally
        {
            await system.DisposeAsync();
        }
    }

    private static string Name(int dataset) => $"shared-{dataset}";

    /// <returns>The flows that ingest has acknowledged.</returns>
    private static async Task<long> UploadAsync(HttpClient gateway, string dataset, int part)
    {
        var rows = 0L;
        foreach (var (index, batch) in SyntheticCapture.Generate(part, new SyntheticOptions { Flows = 2000 }).Index())
        {
            using var body = new ByteArrayContent(FlowFrame.Encode(dataset, $"part-{part}-{index}", batch));
            using var answer = await gateway.PostAsync($"/v1/datasets/{dataset}/flows?format=netml-frame", body);
            rows += (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<FlowsAccepted>())!.RowsAccepted;
        }
        return rows;
    }

    private static async Task<DatasetSummary> UntilAnalysedAsync(HttpClient gateway, string dataset, long rows)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience; await Task.Delay(100))
        {
            using var answer = await gateway.GetAsync($"/v1/datasets/{dataset}");
            if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<DatasetSummary>() is { } summary && summary.Rows >= rows && summary.AnalysedRows >= rows)
                return summary;
        }
        throw new TimeoutException($"{dataset} was not analysed");
    }

    private static void KillInstance(RunningSystem system, string name)
    {
        var variable = $"HTTP_PORT={system.App.GetEndpoint(name, "http").Port}\0";
        foreach (var process in Process.GetProcessesByName("dotnet"))
        {
            using (process)
            {
                if (Is(process, variable))
                    process.Kill();
            }
        }
    }

    private static bool Is(Process process, string variable)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ").Contains(variable, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
