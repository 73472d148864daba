using System.Net;
using NetMl.Features;
using NetMl.Flows;

namespace NetMl.GraphFeature.Tests.FlowFrames;

public sealed class GetFlowsTests : IAsyncLifetime, IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly GraphFeatureApp _app;
    private readonly FlowRecord[] _records = [.. TestFlows.Browsing(100).Select((record, i) => record with { Uid = $"Cq7{i:000}xyz" })];

    public GetFlowsTests() => _app = new GraphFeatureApp(_folder);

    // Every third flow comes first, and the 50th a second time, still open and without its label.
    public async Task InitializeAsync()
    {
        await _app.DeliverAsync("office", "thirds", TestFlows.Batch(_records.Where((_, i) => i % 3 == 0)));
        await _app.DeliverAsync("office", "rest", TestFlows.Batch(_records.Where((_, i) => i % 3 != 0)));
        await _app.DeliverAsync("office", "open", TestFlows.Batch(_records[50] with { DurationNanoseconds = 1, Label = null }));
    }

    [Fact]
    public async Task Get_AllFlows_GivesTheGraphThatASnapshotHas()
    {
        var batches = await FlowsAsync("");

        var (expected, graph) = (FlowGraph.Build([TestFlows.Batch(_records)], 32), FlowGraph.Build(batches, 32));
        Assert.Equal(expected.FlowFeatures.ToArray(), graph.FlowFeatures.ToArray());
        Assert.Equal(expected.NodeFeatures.ToArray(), graph.NodeFeatures.ToArray());
    }

    [Fact]
    public async Task Get_PartOfTheTime_CutsTheBatches()
    {
        var batches = await FlowsAsync($"?from={At(10)}&to={At(20)}");

        Assert.Equal(_records[10..20], batches.SelectMany(batch => batch.Records()).OrderBy(record => record.StartNanoseconds));
    }

    // Windows of 32 begin at flows 0, 32, 64, 96: the repeated report counts once.
    [Theory]
    [InlineData(0, 32, 0, 32)]
    [InlineData(31, 32, 0, 32)]
    [InlineData(50, 32, 32, 64)]
    [InlineData(64, 32, 64, 96)]
    [InlineData(99, 32, 96, 100)]
    [InlineData(70, 0, 0, 100)]
    public async Task Get_Uid_GivesTheWindowThatASnapshotHasItIn(int flow, int window, int first, int end)
    {
        var batches = await FlowsAsync($"?uid={_records[flow].Uid}&window={window}");

        Assert.Equal(_records[first..end], batches.SelectMany(batch => batch.Records()));
    }

    [Fact]
    public async Task Get_UidWithinATime_CountsWindowsFromItsFirstFlow()
    {
        var batches = await FlowsAsync($"?uid={_records[50].Uid}&window=8&from={At(45)}");

        Assert.Equal(_records[45..53], batches.SelectMany(batch => batch.Records()));
    }

    [Theory]
    [InlineData("office/flows?uid=Cq7050xyy", HttpStatusCode.NotFound, "There is no flow 'Cq7050xyy' in data set 'office'. Did you mean 'Cq7050xyz'?")]
    [InlineData("office/flows?uid=nosuchuid", HttpStatusCode.NotFound, "There is no flow 'nosuchuid' in data set 'office'.")]
    [InlineData("office/flows?uid=Cq7001xyz&from=2023-11-14T22:13:30Z", HttpStatusCode.NotFound, "lies outside of the time")]
    [InlineData("office/flows?from=yesterday", HttpStatusCode.BadRequest, "'from' is 'yesterday'")]
    [InlineData("office/flows?window=-1", HttpStatusCode.BadRequest, "a whole number from 0 (all flows) to 1000000")]
    [InlineData("office/flows?to=1999-01-01", HttpStatusCode.BadRequest, "overlaps the flows of 'office'")]
    [InlineData("ofice/flows", HttpStatusCode.NotFound, "Did you mean 'office'?")]
    public async Task Get_WrongRequest_SaysWhatIsWrong(string path, HttpStatusCode status, string part)
    {
        using var client = _app.CreateClient();

        using var answer = await client.GetAsync($"/internal/datasets/{path}");

        await ProblemAssert.IsAsync(status, answer, part);
    }

    [Fact]
    public async Task Get_UidWhereFlowsHaveNone_SaysSo()
    {
        await _app.DeliverAsync("plain", "a", TestFlows.Batch(TestFlows.Browsing(3)));
        using var client = _app.CreateClient();

        using var answer = await client.GetAsync("/internal/datasets/plain/flows?uid=C1");

        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, answer, "have no uids");
    }

    [Fact]
    public async Task Get_MoreFlowsThanAllowed_IsRefused()
    {
        using var folder = new DataFolder();
        await using var small = new GraphFeatureApp(folder, ("Snapshots:MaximumFlows", "99"));
        await small.DeliverAsync("office", "a", TestFlows.Batch(_records));
        using var client = small.CreateClient();

        using var answer = await client.GetAsync("/internal/datasets/office/flows");

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, answer, "at most 99 flows");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose()
    {
        _app.Dispose();
        _folder.Dispose();
    }

    private static string At(int second) => DateTimeOffset.FromUnixTimeMilliseconds(TestFlows.Start / 1_000_000 + second * 1000).UtcDateTime.ToString("O");

    private async Task<IReadOnlyList<FlowBatch>> FlowsAsync(string query)
    {
        using var client = _app.CreateClient();
        using var answer = await client.GetAsync($"/internal/datasets/office/flows{query}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var reading = FlowFileReader.ReadAsync(await answer.Content.ReadAsStreamAsync(), FlowFormat.NetmlFrame);
        var batches = new List<FlowBatch>();
        await foreach (var batch in reading)
            batches.Add(batch);
        Assert.Equal(0, reading.Summary.RowsRejected);
        return batches;
    }
}
