using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.GraphFeature.Ingestion;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Store.Sqlite;
using NetMl.Tests;

namespace NetMl.GraphFeature.Tests.Behaviours;

public class BehaviourTests
{
    [Fact]
    public async Task Analyse_PortScan_IsListedAndPublished()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);

        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(200))]);

        var finding = Assert.Single(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));
        Assert.Equal(("port-scan", "10.0.0.66", "10.0.0.9", "T1046"), (finding.Behaviour, finding.Source, finding.Target, finding.Technique));
        Assert.Equal(200, finding.Evidence["ports"]);
        await app.Published.WaitAsync(1);
        Assert.Equal(finding.Id, Assert.Single(app.Published.Findings).Id);
    }

    [Fact]
    public async Task Analyse_ScanGoesOn_KeepsItsIdAndIsPublishedAgain()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        var flows = TestFlows.PortScan(200).ToArray();

        await app.DeliverAsync("office", "a", TestFlows.Batch(flows[..100]));
        await app.AnalysedAsync("office");
        await app.Published.WaitAsync(1);
        await app.DeliverAsync("office", "b", TestFlows.Batch(flows[100..]));
        await app.AnalysedAsync("office");
        await app.Published.WaitAsync(1);

        Assert.Equal([100.0, 200.0], app.Published.Findings.Select(finding => finding.Evidence["ports"]));
        Assert.Single(app.Published.Findings.Select(finding => finding.Id).Distinct());
        Assert.Single(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));
    }

    [Fact]
    public async Task Restart_BeforeAnalysis_AnalysesWhatWasLeft()
    {
        using var folder = new DataFolder();
        await using (var app = new GraphFeatureApp(folder, ("Behaviours:QuietMilliseconds", "60000"), ("Behaviours:LongestMilliseconds", "60000")))
            await app.DeliverAsync("office", "a", TestFlows.Batch(TestFlows.PortScan(50)));

        await using var restarted = new GraphFeatureApp(folder);
        using var client = restarted.CreateClient();

        await restarted.AnalysedAsync("office");
        Assert.Single(await restarted.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));
    }

    [Fact]
    public async Task List_Filters_KeepOnlyWhatTheyAllow()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch([.. TestFlows.PortScan(200), .. TestFlows.PortScan(16, "10.0.0.77")])]);

        Assert.Equal(["10.0.0.66", "10.0.0.77"], (await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours")).Select(finding => finding.Source));
        Assert.Equal(["10.0.0.66"], (await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?minScore=90")).Select(finding => finding.Source));
        Assert.Empty(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?behaviour=beacon"));
        Assert.Equal(["10.0.0.77"], (await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?host=10.0.0.77")).Select(finding => finding.Source));
        Assert.Equal(2, (await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?host=10.0.0.9&technique=t1046")).Length);
        Assert.Empty(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?technique=T104"));
        Assert.Equal(["10.0.0.66"], (await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?since=2023-11-14T22:13:30Z")).Select(finding => finding.Source));
    }

    [Fact]
    public async Task Get_BeginningOfItsId_GivesTheFindingWithItsFlows()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(200).Select((flow, i) => flow with { Uid = $"C{i}" }))]);
        var listed = Assert.Single(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));

        var finding = await app.GetAsync<BehaviourFinding>($"/v1/datasets/office/behaviours/{listed.Id[..8]}");

        Assert.Equal((listed.Id, 200, 20), (finding.Id, finding.Flows, finding.Uids?.Count));
        using var client = app.CreateClient();
        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, await client.GetAsync(new Uri("/v1/datasets/office/behaviours/nothing", UriKind.Relative)), "There is no finding 'nothing'");
    }

    [Theory]
    [InlineData("since=then", "'since' is 'then'")]
    [InlineData("host=server", "'host' is 'server'")]
    [InlineData("minScore=101", "'minScore' is '101'")]
    [InlineData("behaviour=becon", "Did you mean 'beacon'?")]
    public async Task List_BadFilter_IsRefusedWithASentence(string query, string part)
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        using var client = app.CreateClient();

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await client.GetAsync(new Uri($"/v1/datasets/office/behaviours?{query}", UriKind.Relative)), part);
    }

    [SkippableFact]
    public async Task Analyse_RealPortScan_FindsItsSource()
    {
        var path = RealData.Path("lab-scans/nmap.conn.log.gz");
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await using var file = File.OpenRead(path);
        var batches = new List<FlowBatch>();
        await foreach (var batch in FlowFileReader.ReadAsync(file, null))
            batches.Add(batch);

        var summary = await app.DeliverAndAnalyseAsync("lab", batches);

        Assert.Equal(1008, summary.Rows);
        var findings = await app.GetAsync<BehaviourFinding[]>("/v1/datasets/lab/behaviours?behaviour=port-scan");
        Assert.NotEmpty(findings);
    }

    // The scan lies in the first batch, which is left out when the second one fills the limit. Both are there before the analysis begins: what it had found would stay found.
    [Fact]
    public async Task Analysis_MoreFlowsThanTheLimit_LooksAtTheLatestAndSaysSo()
    {
        using var folder = new DataFolder();
        await StoreAsync(folder, TestFlows.Batch(TestFlows.PortScan(40)), TestFlows.Batch(TestFlows.Browsing(1000, from: 100)));
        await using var app = new GraphFeatureApp(folder, ("Behaviours:MaximumFlows", "1000"));

        var summary = await app.AnalysedAsync("office");

        Assert.Equal("Behaviours are looked for in the latest 1000 of the 1040 flows (setting Behaviours:MaximumFlows).", summary.Note);
        Assert.Equal(1040, summary.AnalysedRows);
        Assert.Empty(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours?behaviour=port-scan"));
    }

    private static async Task StoreAsync(DataFolder folder, params FlowBatch[] batches)
    {
        using var database = new SqliteDatabase(Options.Create(new FlowStoreOptions { Path = folder.Database }), new StoreCondition(NullLogger<StoreCondition>.Instance));
        foreach (var (number, batch) in batches.Index())
        {
            var frame = FlowFrame.Encode("office", $"batch-{number}", batch);
            await new SqliteFlowStore(database).AppendAsync(StoreFlows.Describe(FlowFrame.Decode(frame), frame), CancellationToken.None);
        }
    }
}
