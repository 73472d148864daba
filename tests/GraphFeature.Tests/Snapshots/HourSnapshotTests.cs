using System.Net.Http.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Store.Sqlite;

namespace NetMl.GraphFeature.Tests.Snapshots;

public class HourSnapshotTests
{
    private const int Hour = 3600;

    // 24 hours in batches of half an hour, a flow each second; the hour 12:10 to 13:10 lies in three of the 48.
    [Fact]
    public async Task Create_OneHourOfMany_ReadsOnlyTheBatchesThatOverlap()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        CountingStore? store = null;
        await using var counted = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<IFlowStore>(provider =>
            store = new CountingStore(ActivatorUtilities.CreateInstance<SqliteFlowStore>(provider)))));
        var flows = counted.Services.GetRequiredService<IFlowStore>();
        for (var half = 0; half < 48; half++)
            await AppendAsync(flows, half);
        using var client = counted.CreateClient();
        var from = DateTimeOffset.FromUnixTimeSeconds(TestFlows.Start / 1_000_000_000).AddSeconds(12 * Hour + 600);

        var answer = await client.PostAsJsonAsync("/v1/datasets/office/snapshots", new SnapshotRequest(from, from.AddSeconds(Hour)));

        var summary = await answer.Content.ReadFromJsonAsync<SnapshotSummary>();
        Assert.Equal(Hour, summary?.Flows);
        Assert.Equal([25, 26, 27], store?.Read);
    }

    private static Task<bool> AppendAsync(IFlowStore flows, int half)
    {
        var batch = TestFlows.Batch(TestFlows.Browsing(Hour / 2, from: half * Hour / 2));
        var frame = NetMl.Flows.FlowFrame.Encode("office", $"{half}", batch);
        return flows.AppendAsync(
            new NewSegment("office", $"{half}", batch.StartNanoseconds[0], batch.StartNanoseconds[^1], batch.Count, 0, frame), CancellationToken.None);
    }
}
