using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Tests.Datasets;

public class DatasetDeletionTests
{
    [Fact]
    public async Task Delete_TakesFlowsSnapshotsAndTensorFiles()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        using var client = app.CreateClient();
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.Browsing(20))]);
        var created = await client.PostAsJsonAsync("/v1/datasets/office/snapshots", new SnapshotRequest());

        Assert.True(await Deletion(app).DeleteAsync("office", CancellationToken.None));

        Assert.Empty(Directory.GetFiles(folder.Snapshots));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(created.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/v1/datasets/office")).StatusCode);
        Assert.False(await Deletion(app).DeleteAsync("office", CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OtherFlowsFollow_HostsAreTheirs()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(5)));
        await app.GetAsync<HostsPage>("/v1/datasets/office/hosts");

        await Deletion(app).DeleteAsync("office", CancellationToken.None);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.PortScan(3)));

        Assert.Equal((2, 3), await SizesAsync(app));
    }

    private static async Task<(int Hosts, long Flows)> SizesAsync(GraphFeatureApp app)
    {
        var page = await app.GetAsync<HostsPage>("/v1/datasets/office/hosts");
        return (page.Graph.Hosts, page.Graph.Flows);
    }

    private static DatasetDeletion Deletion(GraphFeatureApp app) => app.Services.GetRequiredService<DatasetDeletion>();
}
