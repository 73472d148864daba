using System.Net;
using System.Net.Http.Json;
using System.Text;
using NetMl.Contracts.Datasets;
using NetMl.Tensors.Files;

namespace NetMl.GraphFeature.Tests.Snapshots;

public class SnapshotSeriesTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    [Fact]
    public async Task Series_StepsOf1000Seconds_SkipThoseWithoutFlows()
    {
        var series = await SeriesAsync(new SnapshotSeriesRequest(1000));

        // Flows at 0 to 30, 3600 and 4000 s; 22:13:20 UTC is a multiple of 1000 s.
        Assert.Equal([(4, SmallNetwork.At(0)), (1, SmallNetwork.At(3600)), (1, SmallNetwork.At(4000))], series.Select(one => ((int)one.Flows, one.FirstFlow)));
        Assert.Equal(series.Select(one => one.Id), (await SeriesAsync(new SnapshotSeriesRequest(1000))).Select(one => one.Id));
    }

    [Fact]
    public async Task Series_WithinTimes_EndsBeforeTo()
    {
        var series = await SeriesAsync(new SnapshotSeriesRequest(3000, SmallNetwork.At(10), SmallNetwork.At(3700)));

        Assert.Equal([3, 1], series.Select(one => (int)one.Flows));
    }

    [Fact]
    public async Task List_AfterCreation_NamesTheSnapshot()
    {
        var created = await SeriesAsync(new SnapshotSeriesRequest(86_400, WindowFlows: 7));

        Assert.Contains(Assert.Single(created).Id, (await app.GetAsync<SnapshotSummary[]>("snapshots")).Select(one => one.Id));
    }

    [Fact]
    public async Task Create_Endpoints_HasANodeForEachAddressAndPort()
    {
        using var answer = await app.Client.PostAsJsonAsync("/v1/datasets/office/snapshots", new SnapshotRequest(WindowFlows: 0, NodeKind: SnapshotNodes.Endpoint));
        var summary = await answer.Content.ReadFromJsonAsync<SnapshotSummary>() ?? throw new InvalidOperationException("null");
        var tensors = await app.Client.GetByteArrayAsync($"/v1/snapshots/{summary.Id}/tensors");

        Assert.Equal((6, 6, SnapshotNodes.Endpoint), (summary.Nodes, summary.Hosts, summary.NodeKind));
        // The clients' ports are not known in this network.
        Assert.Equal(
            """["10.0.0.1","10.0.0.2","10.0.0.2:22","93.184.216.34:53","93.184.216.34:443","[2001:db8::8]:53"]""",
            Safetensors.Read(tensors).Text(SnapshotTensors.Hosts));
    }

    [Theory]
    [InlineData("""{"stepSeconds":0}""", "'stepSeconds' is '0'")]
    [InlineData("""{"stepSeconds":1}""", "at most 1000 lie")]
    [InlineData("""{}""", "stepSeconds")]
    [InlineData("""{"stepSeconds":60,"windowFlows":-1}""", "'windowFlows' is '-1'")]
    [InlineData("""{"stepSeconds":60,"nodeKind":"port"}""", "'nodeKind' is 'port'")]
    [InlineData("""{"stepSeconds":60,"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", "'from'")]
    public async Task Series_BadRequest_IsRefusedWithASentence(string body, string part)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.PostAsync("/v1/datasets/office/snapshots/series", content), part);
    }

    [Fact]
    public async Task List_UnknownDataset_IsNotFound() =>
        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, await app.Client.GetAsync("/v1/datasets/plant/snapshots"), "no data set 'plant'");

    private async Task<SnapshotSummary[]> SeriesAsync(SnapshotSeriesRequest request)
    {
        using var answer = await app.Client.PostAsJsonAsync("/v1/datasets/office/snapshots/series", request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<SnapshotSummary[]>() ?? [];
    }
}
