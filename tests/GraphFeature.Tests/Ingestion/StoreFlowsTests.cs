using System.Net;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Flows;

namespace NetMl.GraphFeature.Tests.Ingestion;

public class StoreFlowsTests
{
    [Fact]
    public async Task Deliver_SameBatchTwice_CountsOnce()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        var batch = TestFlows.Batch(TestFlows.Browsing(10));

        await app.DeliverAsync("office", "a", batch);
        var again = await app.DeliverAsync("office", "a", batch);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("""{"status":"SUCCESS"}""", await again.Content.ReadAsStringAsync());
        var summary = await app.GetAsync<DatasetSummary>("/v1/datasets/office");
        Assert.Equal((10, 1, 5), (summary.Rows, summary.Segments, summary.LabelledRows));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), summary.FirstFlow);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_009), summary.LastFlow);
    }

    [Fact]
    public async Task Deliver_ThenRestart_KeepsFlows()
    {
        using var folder = new DataFolder();
        await using (var app = new GraphFeatureApp(folder))
        {
            await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(10)));
            await app.DeliverAsync("office", "b", TestFlows.Batch(TestFlows.Browsing(10, from: 10)));
        }

        await using var restarted = new GraphFeatureApp(folder);
        await restarted.DeliverAsync("office", "b", TestFlows.Batch(TestFlows.Browsing(10, from: 10)));

        var summary = await restarted.AnalysedAsync("office");
        Assert.Equal((20, 2), (summary.Rows, summary.Segments));
    }

    [Fact]
    public async Task Deliver_DamagedFrame_IsDropped()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        var frame = FlowFrame.Encode("office", "a", TestFlows.Batch(TestFlows.Browsing(3)));
        frame[^1] ^= 1;

        var response = await app.DeliverAsync(frame);

        Assert.Equal("""{"status":"DROP"}""", await response.Content.ReadAsStringAsync());
        Assert.Empty(await app.GetAsync<DatasetSummary[]>("/v1/datasets"));
    }

    [Fact]
    public async Task Subscribe_ListsTopicWithDeadLetters()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);

        var subscriptions = await app.GetAsync<JsonElement>("/dapr/subscribe");

        var subscription = Assert.Single(subscriptions.EnumerateArray());
        Assert.Equal(Topics.FlowsIngested, subscription.GetProperty("topic").GetString());
        Assert.Equal(Topics.DeadLetters, subscription.GetProperty("deadLetterTopic").GetString());
    }

    [Fact]
    public async Task Deliver_DiskFull_IsRefusedUntilThereIsRoom()
    {
        using var folder = new DataFolder();
        var first = TestFlows.Batch(TestFlows.Browsing(100));
        var second = TestFlows.Batch(TestFlows.Noise(30_000, new Random(1)));
        await using (var full = new GraphFeatureApp(folder, ("FlowStore:MaximumMebibytes", "1")))
        {
            (await full.DeliverAsync("office", "a", first)).EnsureSuccessStatusCode();

            await ProblemAssert.IsAsync(HttpStatusCode.InsufficientStorage, await full.DeliverAsync("office", "b", second), "free disk space");

            var summary = await full.GetAsync<DatasetSummary>("/v1/datasets/office");
            Assert.Equal(100, summary.Rows);
            Assert.Contains("cannot be written", summary.Problem, StringComparison.Ordinal);
            using var client = full.CreateClient();
            Assert.Equal("Degraded", await client.GetStringAsync("/health"));
        }

        await using var roomy = new GraphFeatureApp(folder);
        (await roomy.DeliverAsync("office", "b", second)).EnsureSuccessStatusCode();
        Assert.Equal(30_100, (await roomy.GetAsync<DatasetSummary>("/v1/datasets/office")).Rows);
    }
}
