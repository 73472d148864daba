using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;
using NetMl.Flows;
using NetMl.GraphFeature.Store;
using NetMl.Tests;

namespace NetMl.GraphFeature.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly DataFolder _from = new();
    private readonly DataFolder _to = new();

    [SkippableTheory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Restore_IntoTheOtherStore_GivesTheSameDataset(bool fromPostgres, bool toPostgres)
    {
        await using var source = App(_from, fromPostgres);
        await using var target = App(_to, toPostgres);
        using var client = source.CreateClient();
        // A snapshot of a file of 3 flows, which then grows to 40; a scan; another snapshot.
        await DeliverFileAsync(source, TestFlows.Browsing(3));
        var before = await SnapshotAsync(client);
        await DeliverFileAsync(source, TestFlows.Browsing(40));
        await source.Services.GetRequiredService<IAllowListStore>().WriteAsync("office", """{"entries":[]}""", CancellationToken.None);
        await source.DeliverAsync("office", "scan", TestFlows.Batch(TestFlows.PortScan(60)));
        await source.AnalysedAsync("office");
        var after = await SnapshotAsync(client);
        var records = await client.GetByteArrayAsync("/v1/backup/datasets/office");

        var first = await RestoreAsync(target, "office", records);
        var again = await RestoreAsync(target, "office", records);

        Assert.Equal(new DatasetRestored("office", 3, 0, 2, 0), await first.Content.ReadFromJsonAsync<DatasetRestored>());
        Assert.Equal(new DatasetRestored("office", 0, 3, 2, 0), await again.Content.ReadFromJsonAsync<DatasetRestored>());
        Assert.Equal(await source.GetAsync<DatasetSummary>("/v1/datasets/office"), await target.AnalysedAsync("office"));
        using var other = target.CreateClient();
        foreach (var path in (string[])["/v1/datasets/office/behaviours", "/v1/datasets/office/snapshots", "/v1/datasets/office/hosts", "/v1/backup/datasets/office"])
            Assert.Equal(await client.GetByteArrayAsync(path), await other.GetByteArrayAsync(path));
        foreach (var snapshot in (SnapshotSummary[])[before, after])
            Assert.Equal(await client.GetByteArrayAsync($"/v1/snapshots/{snapshot.Id}/tensors"), await other.GetByteArrayAsync($"/v1/snapshots/{snapshot.Id}/tensors"));
        Assert.Equal("""{"entries":[]}""", await target.Services.GetRequiredService<IAllowListStore>().ReadAsync("office", CancellationToken.None));
    }

    [SkippableTheory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Restore_GraphIntoTheOtherStore_GivesTheSameGraph(bool fromPostgres, bool toPostgres)
    {
        await using var source = App(_from, fromPostgres);
        await using var target = App(_to, toPostgres);
        using var client = source.CreateClient();
        using var other = target.CreateClient();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("#node\tlabel\tsplit\tfeatures(idx[:val])\na\tred\ttrain\t0 2:0.1\nb\tblue\tval\t\nc\tred\tnone\t2:1\n"), "nodes" },
            { new StringContent("a\tb\t1.5\t30\nb\ta\t2\t10\nc\tc\t0.1\t20\n"), "edges" },
        };
        (await client.PutAsync("/v1/graphs/small?columns=weight,time", form)).EnsureSuccessStatusCode();
        var records = await client.GetByteArrayAsync("/v1/backup/graphs/small");

        using var body = Body(records);
        (await other.PutAsync("/v1/backup/graphs/small", body)).EnsureSuccessStatusCode();

        foreach (var path in (string[])["/v1/graphs/small", "/v1/graphs/small/nodes", "/v1/graphs/small/edges"])
            Assert.Equal(await client.GetStringAsync(path), await other.GetStringAsync(path));
        Assert.Equal(records, await other.GetByteArrayAsync("/v1/backup/graphs/small"));
        using var torn = Body(records[..^BackupRecord.HeaderBytes]);
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await other.PutAsync("/v1/backup/graphs/small", torn), "records of graph 'small' are missing");
        foreach (var (claim, what) in new[] { ("nodes", "nodes"), ("edges", "edges"), ("rows", "edge rows with a time") })
        {
            // The first such field is the graph's own.
            var fewer = new Regex($"\"{claim}\":[0-9]+").Replace(Encoding.Latin1.GetString(records), $"\"{claim}\":1", 1);
            using var more = Body(Encoding.Latin1.GetBytes(fewer));
            await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await other.PutAsync("/v1/backup/graphs/small", more), $"claims 1 {what}, and the records hold more");
        }
        using var changed = Body(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(records).Replace("blue", "grey", StringComparison.Ordinal)));
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await other.PutAsync("/v1/backup/graphs/small", changed), "does not match its version");
        Assert.Equal("blue", (await other.GetFromJsonAsync<GraphNodesPage>("/v1/graphs/small/nodes"))?.Nodes[1].Label);
    }

    [Fact]
    public async Task Restore_WrongRecords_AreRefusedWithASentence()
    {
        await using var app = App(_from, false);
        var frame = FlowFrame.Encode("office", "a", TestFlows.Batch(TestFlows.Browsing(3)));

        await IsRefusedAsync("plant", new BackupRecord(BackupRecordKind.Frame, frame).Encode(), "is of data set 'office', not of 'plant'");
        await IsRefusedAsync("office", new BackupRecord(BackupRecordKind.Frame, frame[..^1]).Encode(), "cannot be restored");
        await IsRefusedAsync("office", new BackupRecord(BackupRecordKind.Frame, frame).Encode()[..^1], "ends in the middle of a record");
        await IsRefusedAsync("office", new BackupRecord(BackupRecordKind.Nodes, "{}"u8.ToArray()).Encode(), "a record 'N' does not belong to a data set");
        await IsRefusedAsync("office", new BackupRecord(BackupRecordKind.Findings, "[]"u8.ToArray()).Encode(), "a record 'B' cannot be read");
        await IsRefusedAsync("office", [(byte)'F', 0xff, 0xff, 0xff, 0xff, 1], "claims 4294967295 bytes");
        await IsRefusedAsync("office", [7, 0, 0, 0, 0], "unknown kind 7");
        await IsRefusedAsync("Büro", [], "'dataset' is 'Büro'");
        await IsRefusedAsync("office%0A", [], "'dataset' is 'office");
        using var client = app.CreateClient();
        using var body = Body([]);
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await client.PutAsync("/v1/backup/graphs/cora%0A", body), "'name' is 'cora");
        Assert.Empty(await app.GetAsync<DatasetSummary[]>("/v1/datasets"));

        async Task IsRefusedAsync(string dataset, byte[] records, string why) =>
            await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await RestoreAsync(app, dataset, records), why);
    }

    // As many times as bytes that an upload may have, packed so densely that the body is allowed.
    [Fact]
    public async Task Restore_GraphLargerThanAnyUpload_IsRefusedWithTheSetting()
    {
        await using var app = new GraphFeatureApp(_from, ("Graphs:MaximumMebibytes", "1"));
        using var client = app.CreateClient();
        var info = new GraphInfo(
            "small", true, 1, 1, 1, 1, 0, [], new Dictionary<string, int>(), new Dictionary<string, int>(), [], "x", new GraphTimes(1 << 20, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));
        var nodes = new GraphNodesPage("small", 1, 0, [new GraphNode("a", null, "none", [], [])]);
        byte[] records =
        [
            .. new BackupRecord(BackupRecordKind.Graph, JsonSerializer.SerializeToUtf8Bytes(info, WireJson.Default.GraphInfo)).Encode(),
            .. new BackupRecord(BackupRecordKind.Nodes, JsonSerializer.SerializeToUtf8Bytes(nodes, WireJson.Default.GraphNodesPage)).Encode(),
            .. new BackupRecord(BackupRecordKind.Times, new byte[(1 << 20) * 15]).Encode(),
        ];

        using var body = Body(records);
        await ProblemAssert.IsAsync(HttpStatusCode.RequestEntityTooLarge, await client.PutAsync("/v1/backup/graphs/small", body), "Graph 'small' is larger", "Graphs:MaximumMebibytes");
    }

    [Fact]
    public async Task Restore_LongerVersionIsThere_LeavesTheSnapshotOfTheShorterOut()
    {
        await using var source = App(_from, false);
        await using var target = App(_to, false);
        using var client = source.CreateClient();
        await DeliverFileAsync(source, TestFlows.Browsing(3));
        await SnapshotAsync(client);
        await DeliverFileAsync(target, TestFlows.Browsing(40));

        var answer = await RestoreAsync(target, "office", await client.GetByteArrayAsync("/v1/backup/datasets/office"));

        Assert.Equal(new DatasetRestored("office", 0, 1, 0, 1), await answer.Content.ReadFromJsonAsync<DatasetRestored>());
        Assert.Equal(40, (await target.AnalysedAsync("office")).Rows);
    }

    [Fact]
    public async Task BackUp_Unknown_Is404()
    {
        await using var app = App(_from, false);
        using var client = app.CreateClient();

        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, await client.GetAsync("/v1/backup/datasets/office"), "There is no data set 'office'");
        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, await client.GetAsync("/v1/backup/graphs/cora"), "There is no graph 'cora'");
    }

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    private static GraphFeatureApp App(DataFolder folder, bool onPostgres) =>
        onPostgres ? new(folder, ("ConnectionStrings:flows", PostgresServer.Shared().NewDatabase())) : new(folder);

    private static async Task DeliverFileAsync(GraphFeatureApp app, IEnumerable<FlowRecord> flows) =>
        (await app.DeliverAsync(FlowFrame.Encode(new BatchIds("office", null), TestFlows.Batch(flows)))).EnsureSuccessStatusCode();

    private static async Task<SnapshotSummary> SnapshotAsync(HttpClient client) =>
        await (await client.PostAsJsonAsync("/v1/datasets/office/snapshots", new SnapshotRequest())).Content.ReadFromJsonAsync<SnapshotSummary>() ?? throw new InvalidDataException("null");

    private static async Task<HttpResponseMessage> RestoreAsync(GraphFeatureApp app, string dataset, byte[] records)
    {
        using var client = app.CreateClient();
        using var body = Body(records);
        return await client.PostAsync($"/v1/backup/datasets/{dataset}", body);
    }

    private static ByteArrayContent Body(byte[] records) => new(records) { Headers = { ContentType = new MediaTypeHeaderValue(BackupRecord.MediaType) } };
}
