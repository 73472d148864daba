using System.Net.Http.Json;
using System.Text.Json;
using NetMl.Contracts.Datasets;
using NetMl.Flows;

namespace NetMl.GraphFeature.Tests.Live;

/// <summary>Flows that arrive late, out of order and in other batches come to the same snapshots and findings as one import.</summary>
public sealed class ArrivalTests
{
    private static readonly SnapshotRequest[] Requests = [new(), new(WindowFlows: 0, NodeKind: SnapshotNodes.Endpoint)];

    [Fact]
    public async Task Deliver_ShuffledInSeveralWays_GivesTheSameSnapshotsAndFindings()
    {
        // One host has more flows than are looked at again with each batch.
        FlowRecord[] flows = [.. SyntheticCapture.Generate(7).SelectMany(batch => batch.Records()).Take(3000), .. TestFlows.Browsing(5000).Select(flow => flow with { Source = "10.20.0.1" })];
        var expected = await ResultAsync([TestFlows.Batch(flows)], analysesBetween: false);

        foreach (var seed in new[] { 1, 2, 3 })
        {
            var random = new Random(seed);
            random.Shuffle(flows);
            var batches = flows.Chunk(random.Next(900, 3000)).Select(chunk => TestFlows.Batch(chunk));
            var shuffled = await ResultAsync([.. batches], analysesBetween: true);

            Assert.Equal(expected.Findings, shuffled.Findings);
            Assert.Equal(expected.Snapshots, shuffled.Snapshots);
            Assert.All(expected.Tensors.Zip(shuffled.Tensors), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));
        }
        Assert.NotEmpty(expected.Findings);
    }

    /// <summary>Two imports of the same flows into one data set's history, cut differently, are one snapshot.</summary>
    [Fact]
    public async Task Create_AgainAfterTheSameFlowsCameInOtherBatches_IsTheSameSnapshot()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        using var client = app.CreateClient();
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(100)));
        var first = await CreateAsync(client, Requests[0]);
        Assert.Equal(first.Id, (await CreateAsync(client, Requests[0])).Id);
        (await client.DeleteAsync(new Uri("/v1/datasets/office", UriKind.Relative))).EnsureSuccessStatusCode();
        await app.DeliverAsync("office", "b", TestFlows.Batch(TestFlows.Browsing(60, from: 40)));
        await app.DeliverAsync("office", "c", TestFlows.Batch(TestFlows.Browsing(40)));

        Assert.Equal(first.Id, (await CreateAsync(client, Requests[0])).Id);
    }

    private static async Task<Result> ResultAsync(FlowBatch[] batches, bool analysesBetween)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        using var client = app.CreateClient();
        for (var i = 0; i < batches.Length; i++)
        {
            (await app.DeliverAsync("office", $"batch-{i}", batches[i])).EnsureSuccessStatusCode();
            if (analysesBetween && i % 2 == 0)
                await app.AnalysedAsync("office");
        }
        await app.AnalysedAsync("office");
        var snapshots = new List<SnapshotSummary>();
        var tensors = new List<byte[]>();
        foreach (var request in Requests)
        {
            snapshots.Add(await CreateAsync(client, request));
            tensors.Add(await client.GetByteArrayAsync(new Uri($"/v1/snapshots/{snapshots[^1].Id}/tensors", UriKind.Relative)));
        }
        return new Result(
            JsonSerializer.Serialize(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours")), JsonSerializer.Serialize(snapshots), tensors);
    }

    private static async Task<SnapshotSummary> CreateAsync(HttpClient client, SnapshotRequest request)
    {
        using var answer = await client.PostAsJsonAsync("/v1/datasets/office/snapshots", request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<SnapshotSummary>() ?? throw new InvalidOperationException("null snapshot");
    }

    private sealed record Result(string Findings, string Snapshots, IReadOnlyList<byte[]> Tensors);
}
