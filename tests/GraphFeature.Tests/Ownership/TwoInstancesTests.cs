using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Tests.Behaviours;
using NetMl.Tests;

namespace NetMl.GraphFeature.Tests.Ownership;

/// <summary>Two instances of the service at one PostgreSQL server.</summary>
public sealed class TwoInstancesTests
{
    [SkippableFact]
    public async Task Stream_FindingsOfTheOtherInstance_AreSeen()
    {
        var database = PostgresServer.Shared().NewDatabase();
        using var folder = new DataFolder();
        using var other = new DataFolder();
        await using var first = new GraphFeatureApp(folder, ("ConnectionStrings:flows", database));
        await using var second = new GraphFeatureApp(other, ("ConnectionStrings:flows", database));
        await first.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.Browsing(10))]);
        using var client = second.CreateClient();
        using var stream = await EventStream.OpenAsync(client, "/v1/datasets/office/behaviours/stream", null);

        await first.DeliverAsync("office", "scan", TestFlows.Batch(TestFlows.PortScan(60)));

        Assert.Equal("10.0.0.66", (await stream.NextAsync()).Source);
        Assert.Empty(second.Published.Findings);
        Assert.Equal(70, (await second.GetAsync<DatasetSummary>("/v1/datasets/office")).Rows);
    }
}
