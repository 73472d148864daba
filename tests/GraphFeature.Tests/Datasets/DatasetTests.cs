using System.Net;
using NetMl.Contracts.Datasets;
using NetMl.Features;

namespace NetMl.GraphFeature.Tests.Datasets;

public class DatasetTests
{
    [Fact]
    public async Task ListDatasets_Two_AreSortedByName()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("plant", "a", TestFlows.Batch(TestFlows.Browsing(3)));
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(4)));

        var datasets = await app.GetAsync<DatasetSummary[]>("/v1/datasets");

        Assert.Equal([("office", 4), ("plant", 3)], datasets.Select(dataset => (dataset.Dataset, (int)dataset.Rows)));
    }

    [Fact]
    public async Task ListHosts_ByFeature_GivesMostFirst()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(30)));

        var page = await app.GetAsync<HostsPage>("/v1/datasets/office/hosts?sort=bytes_out&top=2");

        Assert.Equal(new GraphSummary(8, 15, 30, 1, 0, 0), page.Graph);
        Assert.Equal(2, page.Hosts.Count);
        Assert.Equal(90_000, page.Hosts[0].Features["bytes_out"]);
        Assert.Equal(HostFeatures.Names, page.Hosts[0].Features.Keys);
    }

    [Fact]
    public async Task ListHosts_MoreFlowsCome_CountsThem()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(5)));
        await app.GetAsync<HostsPage>("/v1/datasets/office/hosts");

        await app.DeliverAsync("office", "b", TestFlows.Batch(TestFlows.PortScan(5)));

        var page = await app.GetAsync<HostsPage>("/v1/datasets/office/hosts");
        Assert.Equal(10, page.Graph.Flows);
    }

    [Theory]
    [InlineData("/v1/datasets/office/hosts?sort=colour", HttpStatusCode.BadRequest, "'sort' is 'colour'", "pagerank")]
    [InlineData("/v1/datasets/office/hosts?top=0", HttpStatusCode.BadRequest, "'top' is '0'", "1 to 1000")]
    [InlineData("/v1/datasets/office/hosts?top=many", HttpStatusCode.BadRequest, "'top' is 'many'", "1 to 1000")]
    [InlineData("/v1/datasets/plant/hosts", HttpStatusCode.NotFound, "no data set 'plant'", "POST")]
    [InlineData("/v1/datasets/plant", HttpStatusCode.NotFound, "no data set 'plant'", "POST")]
    [InlineData("/v1/datasets/plant/behaviours", HttpStatusCode.NotFound, "no data set 'plant'", "POST")]
    [InlineData("/v1/datasets/plant/behaviours/stream", HttpStatusCode.NotFound, "no data set 'plant'", "POST")]
    [InlineData("/v1/datasets/office/behaviours?behaviour=yawn", HttpStatusCode.BadRequest, "'behaviour' is 'yawn'", "port-scan")]
    [InlineData("/v1/datasets/office/behaviours?minScore=101", HttpStatusCode.BadRequest, "'minScore' is '101'", "0 to 100")]
    [InlineData("/v1/datasets/office/behaviours?minScore=NaN", HttpStatusCode.BadRequest, "'minScore' is 'NaN'", "0 to 100")]
    [InlineData("/v1/snapshots/abc", HttpStatusCode.NotFound, "no snapshot 'abc'", "POST")]
    [InlineData("/v1/snapshots/abc/tensors", HttpStatusCode.NotFound, "no snapshot 'abc'", "POST")]
    public async Task Get_BadInput_IsRefusedWithASentence(string path, HttpStatusCode status, string what, string allowed)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(5)));
        using var client = app.CreateClient();

        await ProblemAssert.IsAsync(status, await client.GetAsync(path), what, allowed);
    }
}
