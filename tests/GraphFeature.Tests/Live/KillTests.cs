using System.Net.Http.Json;
using System.Text.Json;
using NetMl.Contracts.Datasets;
using NetMl.Flows;

namespace NetMl.GraphFeature.Tests.Live;

/// <summary>Findings are followed while flows arrive, and graph-feature is killed again and again.</summary>
public sealed class KillTests
{
    private const string Dataset = "/v1/datasets/office";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [SkippableFact]
    public async Task Kill_WhileFindingsAreFollowed_NothingIsLostOrDoubled()
    {
        await using var processes = await LiveProcesses.StartAsync();
        using var stop = new CancellationTokenSource();
        var batches = Batches();
        await DeliverAsync(processes.Service, 0, batches[0]);
        FindingReader[] readers = [.. new[] { processes.Gateway, processes.GatewayOverHttp2 }.SelectMany(client => new[] { false, true }.Select(isSocket => new FindingReader(client, $"{Dataset}/behaviours/stream", isSocket)))];
        Task[] reading = [.. readers.Select(reader => reader.RunAsync(stop.Token))];

        for (var i = 1; i < batches.Count; i++)
        {
            if (i % 5 == 0)
                processes.Restart();
            await DeliverAsync(processes.Service, i, batches[i]);
        }

        var expected = await AnalysedAsync(processes.Gateway, batches.Sum(batch => batch.Count));
        using var patience = new CancellationTokenSource(Patience);
        while (!readers.All(reader => IsSame(expected, reader.Findings)) && reading.All(task => !task.IsFaulted))
            await Task.Delay(50, patience.Token);
        await stop.CancelAsync();
        await Task.WhenAll(reading);

        Assert.All(readers, reader => Assert.Equal(reader.Tokens.OrderBy(FindingReader.Sequence), reader.Tokens));
        Assert.All(readers, reader => Assert.Equal(reader.Tokens.Count, reader.Tokens.Distinct().Count()));
        Assert.All(readers, reader => Assert.True(reader.Connections > 1));
        Assert.Equal(["10.0.1.0", "10.0.1.1", "10.0.1.2", "10.0.1.3"], expected.Select(finding => finding.Source).Order());
    }

    /// <summary>Four hosts scan more and more ports; what a fifth one tried in the first batch succeeds in all later ones, so its finding goes.</summary>
    private static List<FlowBatch> Batches()
    {
        var scans = Enumerable.Range(0, 4).Select(host => TestFlows.PortScan(160, $"10.0.1.{host}").Chunk(10).ToArray()).ToArray();
        var visits = TestFlows.PortScan(16, "10.0.1.9").ToArray();
        return [.. Enumerable.Range(0, 16).Select(i => TestFlows.Batch(
            [.. scans.SelectMany(scan => scan[i]), .. visits.Select(flow => i == 0 ? flow : flow with { State = ConnectionState.SF, SourcePort = 1000 + i })]))];
    }

    /// <summary>As a broker does: until it is taken.</summary>
    private static async Task DeliverAsync(HttpClient service, int number, FlowBatch batch)
    {
        using var patience = new CancellationTokenSource(Patience);
        var frame = FlowFrame.Encode("office", $"batch-{number}", batch);
        while (true)
        {
            try
            {
                using var response = await GraphFeatureApp.DeliverAsync(service, frame);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It is not there again yet.
            }
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<BehaviourFinding[]> AnalysedAsync(HttpClient client, long rows)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var response = await client.GetAsync(new Uri(Dataset, UriKind.Relative), patience.Token);
            if (response.IsSuccessStatusCode && await response.Content.ReadFromJsonAsync<DatasetSummary>(patience.Token) is { } summary && summary.AnalysedRows == rows)
                return await client.GetFromJsonAsync<BehaviourFinding[]>($"{Dataset}/behaviours", patience.Token) ?? [];
            await Task.Delay(50, patience.Token);
        }
    }

    private static bool IsSame(BehaviourFinding[] expected, IReadOnlyDictionary<string, string> known) =>
        known.Count == expected.Length && expected.All(finding => known.GetValueOrDefault(finding.Id) == JsonSerializer.Serialize(finding));
}
