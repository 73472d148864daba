using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Tensors.Files;

namespace NetMl.GraphFeature.Tests.Snapshots;

public class SnapshotTests
{
    [Fact]
    public async Task Create_Twice_GivesTheSameSnapshot()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(100)));

        var first = await CreateAsync(app, new SnapshotRequest(WindowFlows: 32));
        var second = await CreateAsync(app, new SnapshotRequest(WindowFlows: 32));

        Assert.Equal(first with { Classes = [] }, second with { Classes = [] });
        Assert.Equal((4, 100, 50), (first.Windows, (int)first.Flows, (int)first.LabelledFlows));
        Assert.Equal(["Benign"], first.Classes);
        Assert.Matches("^[0-9a-f]{64}$", first.Id);
        Assert.Equal(first.Id, (await app.GetAsync<SnapshotSummary>($"/v1/snapshots/{first.Id[..12]}")).Id);
    }

    [Fact]
    public async Task Create_OtherDeliveryOrder_GivesTheSameBytes()
    {
        var early = TestFlows.Batch(TestFlows.Browsing(50));
        var late = TestFlows.Batch(TestFlows.Browsing(50, from: 50));
        using DataFolder folder = new(), otherFolder = new();
        await using GraphFeatureApp app = new(folder), other = new(otherFolder);
        await app.DeliverAsync("office", "a", early);
        await app.DeliverAsync("office", "b", late);
        await other.DeliverAsync("office", "b", late);
        await other.DeliverAsync("office", "a", early);

        var one = await CreateAsync(app, new SnapshotRequest());
        var two = await CreateAsync(other, new SnapshotRequest());

        Assert.Equal(one.Id, two.Id);
        Assert.Equal(await TensorsAsync(app, one.Id), await TensorsAsync(other, two.Id));
    }

    // The store keeps both reports; a snapshot holds the flow once, as last reported, in whichever order they were imported.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Create_OpenFlowAndItsFinalRowInTwoImports_HoldsTheFlowOnce(int first, int second)
    {
        var open = TestFlows.Browsing(1).Single() with { Uid = "C1", State = ConnectionState.S1, Label = null };
        var final = open with { DurationNanoseconds = open.DurationNanoseconds * 100, State = ConnectionState.SF, Label = "Benign" };
        FlowBatch[] imports = [TestFlows.Batch(open), TestFlows.Batch(final)];
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", imports[first]);
        var before = await CreateAsync(app, new SnapshotRequest());
        await app.DeliverAsync("office", "b", imports[second]);

        var after = await CreateAsync(app, new SnapshotRequest());

        Assert.Equal((1, 1), (before.Flows, after.Flows));
        Assert.Equal(1, after.LabelledFlows);
        Assert.Equal(2, (await app.GetAsync<DatasetSummary>("/v1/datasets/office")).Rows);
    }

    [Fact]
    public async Task Tensors_HaveTheShapesOfTheContract()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(100)));
        var summary = await CreateAsync(app, new SnapshotRequest(WindowFlows: 64));

        var file = Safetensors.Read(await TensorsAsync(app, summary.Id));

        int n = summary.Nodes, m = (int)summary.Flows;
        Assert.Equal(m, file.Tensor(SnapshotTensors.FlowFeatures, m, FlowFeatures.Names.Count).Shape[0]);
        Assert.Equal(n, file.Tensor(SnapshotTensors.NodeFeatures, n, FlowGraph.NodeFeatureNames.Count).Shape[0]);
        Assert.Equal(n, file.Tensor(SnapshotTensors.NodeHost, n).Int32().Length);
        Assert.Equal(n, file.Tensor(SnapshotTensors.NodeWindow, n).Int32().Length);
        Assert.All(file.Tensor(SnapshotTensors.FlowSource, m).Int32().ToArray(), node => Assert.InRange(node, 0, n - 1));
        Assert.All(file.Tensor(SnapshotTensors.FlowTarget, m).Int32().ToArray(), node => Assert.InRange(node, 0, n - 1));
        Assert.All(file.Tensor(SnapshotTensors.FlowLabel, m).Int32().ToArray(), label => Assert.InRange(label, -1, 0));
        Assert.Equal(TestFlows.Start, file.Tensor(SnapshotTensors.FlowStart, m).Int64()[0]);
        Assert.Equal("""["Benign"]""", file.Text(SnapshotTensors.Classes));
        Assert.Equal(summary.Id, file.Text(SnapshotTensors.SnapshotId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/tensors")]
    public async Task Get_KnownTag_AnswersNotModified(string part)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(20)));
        var id = (await CreateAsync(app, new SnapshotRequest())).Id;
        using var client = app.CreateClient();
        var fresh = await client.GetAsync($"/v1/snapshots/{id}{part}");
        using var conditional = new HttpRequestMessage(HttpMethod.Get, $"/v1/snapshots/{id}{part}");
        conditional.Headers.IfNoneMatch.Add(fresh.Headers.ETag ?? throw new InvalidOperationException("no ETag"));

        var answer = await client.SendAsync(conditional);

        Assert.Equal(new EntityTagHeaderValue($"\"{id}\""), fresh.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Tensors_EvictedFile_IsMadeAgainAsItWas()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(40)));
        var id = (await CreateAsync(app, new SnapshotRequest())).Id;
        var before = await TensorsAsync(app, id);
        await app.DeliverAsync("office", "b", TestFlows.Batch(TestFlows.Browsing(40, from: 40)));
        Directory.Delete(folder.Snapshots, recursive: true);

        var after = await TensorsAsync(app, id);

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Create_TimeWindow_HoldsOnlyItsFlows()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(100)));
        var start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

        var summary = await CreateAsync(app, new SnapshotRequest(start.AddSeconds(10), start.AddSeconds(12)));

        Assert.Equal((2, 4), (summary.Flows, summary.Hosts));
        Assert.Equal(start.AddSeconds(10), summary.FirstFlow);
    }

    [Theory]
    [InlineData("""{"windowFlows":-1}""", "'windowFlows' is '-1'")]
    [InlineData("""{"nodeKind":"hosts"}""", "Did you mean 'host'?")]
    [InlineData("""{"nodeKind":null}""", "'nodeKind' is ''")]
    [InlineData("""{"windowFlows":"many"}""", "windowFlows")]
    [InlineData("""{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", "'from'")]
    [InlineData("""{"from":"2030-01-01T00:00:00Z"}""", "overlaps the flows")]
    [InlineData("""{"windowflaws":3}""", "windowflaws")]
    [InlineData("""{"windowFlows":""", "JSON")]
    public async Task Create_BadRequest_IsRefusedWithASentence(string body, string part)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.Browsing(5)));
        using var client = app.CreateClient();

        var answer = await client.PostAsync("/v1/datasets/office/snapshots", new StringContent(body, Encoding.UTF8, "application/json"));

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, answer, part);
    }

    [Fact]
    public async Task Create_UnknownDataset_IsNotFound()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        using var client = app.CreateClient();

        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, await client.PostAsJsonAsync("/v1/datasets/plant/snapshots", new SnapshotRequest()), "no data set 'plant'");
    }

    private static async Task<SnapshotSummary> CreateAsync(GraphFeatureApp app, SnapshotRequest request)
    {
        using var client = app.CreateClient();
        var answer = await client.PostAsJsonAsync("/v1/datasets/office/snapshots", request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var summary = await answer.Content.ReadFromJsonAsync<SnapshotSummary>();
        Assert.Equal($"/v1/snapshots/{summary?.Id}", answer.Headers.Location?.ToString());
        return summary ?? throw new InvalidOperationException("null snapshot");
    }

    private static async Task<byte[]> TensorsAsync(GraphFeatureApp app, string id)
    {
        using var client = app.CreateClient();
        return await client.GetByteArrayAsync($"/v1/snapshots/{id}/tensors");
    }
}
