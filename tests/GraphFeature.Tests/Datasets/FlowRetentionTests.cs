using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Snapshots;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Datasets;

public sealed class FlowRetentionTests
{
    private const long Day = 86_400_000_000_000;
    private static readonly DateTimeOffset FirstFlow = DateTimeOffset.FromUnixTimeSeconds(TestFlows.Start / 1_000_000_000);

    [Fact]
    public async Task Run_LiveData_FindingsAndSnapshotsFollow()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        using var client = app.CreateClient();
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(60)), OfDay(9)]);
        var snapshot = await client.PostAsJsonAsync("/v1/datasets/office/snapshots", new SnapshotRequest());
        Assert.NotEmpty(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));

        await Retention(app, days: 7, now: FirstFlow.AddDays(9)).RunAsync(CancellationToken.None);
        var summary = await app.AnalysedAsync("office");

        Assert.Equal((10, 1), (summary.Rows, summary.Segments));
        Assert.Empty(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(snapshot.Headers.Location)).StatusCode);
        Assert.Empty(Directory.GetFiles(folder.Snapshots));
    }

    // Counted from now, all of it would be too old on the day of its import.
    [Theory]
    [InlineData(3650, new long[] { 2, 3, 4 })]
    [InlineData(3, new long[] { 1, 2, 3, 4 })]
    public async Task Run_OldCapture_KeepsItsLastDays(int daysAgo, long[] left)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [OfDay(0), OfDay(1), OfDay(2), OfDay(3), OfDay(4)]);

        await Retention(app, days: 2, now: FirstFlow.AddDays(daysAgo)).RunAsync(CancellationToken.None);

        Assert.Equal(left, await DaysAsync(app));
    }

    [Fact]
    public async Task Run_ClockOfASensorIsAhead_DropsNobodyElsesFlows()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [OfDay(0), OfDay(1), OfDay(9000)]);

        await Retention(app, days: 2, now: FirstFlow.AddDays(1)).RunAsync(CancellationToken.None);

        Assert.Equal([0, 1, 9000], await DaysAsync(app));
    }

    [Fact]
    public async Task Run_FlowsAtTheFirstInstantThereIs_KeepsThem()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.Services.GetRequiredService<IFlowStore>().AppendAsync(new NewSegment("office", "a", long.MinValue, long.MinValue + Day, 7, 2, [1, 2, 3]), CancellationToken.None);

        await Retention(app, days: 2, now: FirstFlow).RunAsync(CancellationToken.None);

        Assert.Single(await DaysAsync(app));
    }

    [Fact]
    public async Task Run_Default_KeepsAllForEver()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [OfDay(0), OfDay(4000)]);

        await Retention(app, new FlowStoreOptions().RetentionDays, FirstFlow.AddDays(9000)).RunAsync(CancellationToken.None);

        Assert.Equal([0, 4000], await DaysAsync(app));
    }

    [Fact]
    public async Task Start_WithDays_DropsByItself()
    {
        using var folder = new DataFolder();
        await using (var app = new GraphFeatureApp(folder))
            await app.DeliverAndAnalyseAsync("office", [OfDay(0), OfDay(9)]);

        await using var again = new GraphFeatureApp(folder, ("FlowStore:RetentionDays", "2"));
        var changes = again.Services.GetRequiredService<FindingChanges>();
        for (var next = changes.Next; (await DaysAsync(again)).Count > 1; next = changes.Next)
            await next.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([9], await DaysAsync(again));
    }

    private static FlowRetention Retention(GraphFeatureApp app, int days, DateTimeOffset now)
    {
        var services = app.Services;
        return new FlowRetention(
            services.GetRequiredService<IFlowStore>(), services.GetRequiredService<SnapshotFiles>(), services.GetRequiredService<IDatasetOwners>(),
            services.GetRequiredService<FindingChanges>(), Options.Create(new FlowStoreOptions { RetentionDays = days }), new FakeTimeProvider(now), NullLogger<FlowRetention>.Instance);
    }

    private static async Task<IReadOnlyList<long>> DaysAsync(GraphFeatureApp app) =>
        [.. (await app.Services.GetRequiredService<IFlowStore>().ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None)).Select(segment => (segment.Start - TestFlows.Start) / Day)];

    private static FlowBatch OfDay(int day) =>
        TestFlows.Batch(TestFlows.Browsing(10).Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds + day * Day }));
}
