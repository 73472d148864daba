using System.Net;
using System.Net.Http.Headers;
using NetMl.Contracts.Datasets;

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
    public async Task GetStatistics_SmallNetwork_CountsByName()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", SmallNetwork.Batch());

        var statistics = await app.GetAsync<DatasetStatistics>("/v1/datasets/office/statistics");

        Assert.Equal(new GraphSummary(4, 4, 6, 1, 0, 1), statistics.Graph with { AverageClustering = 0 });
        Assert.Equal((1 + 1 + 1.0 / 3 + 0) / 4, statistics.Graph.AverageClustering, 1e-12);
        Assert.Equal((1, 1250, 60_500), (statistics.Failed, statistics.BytesSent, statistics.BytesReceived));
        Assert.Equal([("tcp", 4), ("udp", 2)], statistics.Protocols.Select(pair => (pair.Key, (int)pair.Value)));
        Assert.Equal([("ssl", 3), ("dns", 2)], statistics.Services.Select(pair => (pair.Key, (int)pair.Value)));
        Assert.Equal([("SF", 5), ("REJ", 1)], statistics.States.Select(pair => (pair.Key, (int)pair.Value)));
        Assert.Equal([("Benign", 3)], statistics.Labels.Select(pair => (pair.Key, (int)pair.Value)));
        Assert.Equal([(22, 4), (23, 2)], statistics.Hours.Select(hour => (hour.Start.Hour, (int)hour.FlowsOut)));
        Assert.Equal([("ssl", 3), ("dns", 2)], statistics.ServiceTimes!.SelectMany(bin => bin.Flows).GroupBy(pair => pair.Key).Select(group => (group.Key, (int)group.Sum(pair => pair.Value))).OrderByDescending(pair => pair.Item2));
        Assert.Equal(6, statistics.ServiceTimes!.Sum(bin => bin.Flows.Values.Sum() + bin.Others + bin.None));
        Assert.Equal(SmallNetwork.At(0), statistics.FirstFlow);
        Assert.Equal(SmallNetwork.At(4000), statistics.LastFlow);
    }

    [Fact]
    public async Task Delete_OfTwo_LeavesTheOther()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", SmallNetwork.Batch());
        await app.DeliverAsync("plant", "a", SmallNetwork.Batch());
        using var client = app.CreateClient();

        var first = await client.DeleteAsync("/v1/datasets/office");
        var second = await client.DeleteAsync("/v1/datasets/office");

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, second, "no data set 'office'", "There is plant.");
        Assert.Equal("plant", Assert.Single(await app.GetAsync<DatasetSummary[]>("/v1/datasets")).Dataset);
    }

    [Fact]
    public async Task Get_KnownTag_AnswersNotModifiedUntilFlowsCome()
    {
        string[] paths = ["", "/office", "/office/statistics", "/office/hosts?top=1", "/office/hosts/10.0.0.1", "/office/edges"];
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [SmallNetwork.Batch()]);
        using var client = app.CreateClient();
        var tags = await Task.WhenAll(paths.Select(async path => (await client.GetAsync($"/v1/datasets{path}")).Headers.ETag));

        var again = await Task.WhenAll(paths.Select((path, i) => StatusAsync(client, path, tags[i])));
        await app.DeliverAsync("office", "b", TestFlows.Batch(TestFlows.PortScan(1)));
        var changed = await Task.WhenAll(paths.Select((path, i) => StatusAsync(client, path, tags[i])));

        Assert.All(again, status => Assert.Equal(HttpStatusCode.NotModified, status));
        Assert.All(changed, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, EntityTagHeaderValue? tag)
    {
        using var conditional = new HttpRequestMessage(HttpMethod.Get, $"/v1/datasets{path}");
        conditional.Headers.IfNoneMatch.Add(tag ?? throw new InvalidOperationException($"{path} has no ETag"));
        using var answer = await client.SendAsync(conditional);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData("/v1/datasets/plant/hosts", HttpStatusCode.NotFound, "no data set 'plant'", "send flows to it first")]
    [InlineData("/v1/datasets/plant/statistics", HttpStatusCode.NotFound, "no data set 'plant'", "send flows to it first")]
    [InlineData("/v1/datasets/offcie", HttpStatusCode.NotFound, "no data set 'offcie'", "Did you mean 'office'?")]
    [InlineData("/v1/datasets/plant", HttpStatusCode.NotFound, "no data set 'plant'", "send flows to it first")]
    [InlineData("/v1/datasets/plant/behaviours", HttpStatusCode.NotFound, "no data set 'plant'", "send flows to it first")]
    [InlineData("/v1/datasets/plant/behaviours/stream", HttpStatusCode.NotFound, "no data set 'plant'", "send flows to it first")]
    [InlineData("/v1/datasets/office/behaviours?behaviour=yawn", HttpStatusCode.BadRequest, "'behaviour' is 'yawn'", "port-scan")]
    [InlineData("/v1/datasets/office/behaviours?minScore=101", HttpStatusCode.BadRequest, "'minScore' is '101'", "0 to 100")]
    [InlineData("/v1/datasets/office/behaviours?minScore=NaN", HttpStatusCode.BadRequest, "'minScore' is 'NaN'", "0 to 100")]
    [InlineData("/v1/datasets/Bad!/hosts", HttpStatusCode.BadRequest, "'dataset' is 'Bad!'", "1 to 64 characters of a-z, 0-9, '-' and '_'")]
    [InlineData("/v1/datasets/office%0A/hosts", HttpStatusCode.BadRequest, "'dataset' is 'office", "1 to 64 characters of a-z, 0-9, '-' and '_'")]
    [InlineData("/v1/datasets/office?tpo=3", HttpStatusCode.BadRequest, "The query has 'tpo'", "takes no query")]
    [InlineData("/v1/snapshots/abc", HttpStatusCode.NotFound, "no snapshot 'abc'", "list of its data set's snapshots")]
    [InlineData("/v1/snapshots/abc/tensors", HttpStatusCode.NotFound, "no snapshot 'abc'", "list of its data set's snapshots")]
    public async Task Get_BadInput_IsRefusedWithASentence(string path, HttpStatusCode status, string what, string allowed)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(5)));
        using var client = app.CreateClient();

        await ProblemAssert.IsAsync(status, await client.GetAsync(path), what, allowed);
    }
}
