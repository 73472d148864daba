using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Report_Dataset_WritesThePage()
    {
        await using var gateway = await FakeGateway.StartAsync(MapOffice);
        var file = Path.Combine(_folder.Path, "report.html");

        var run = await gateway.NetMlAsync("report", "--dataset", "office", "--out", file);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{file}: ", run.Output);
        Assert.Contains("3 hosts, 2 links, 1 finding", run.Error);
        var page = await File.ReadAllTextAsync(file);
        Assert.Contains("""
            "address":["10.0.0.1","10.0.0.2","10.0.0.3"]
            """.Trim(), page);
        Assert.Contains("\"community\":[0,0,-1]", page);
        Assert.DoesNotContain("<script>alert", page);
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", "").Replace("http-equiv", ""));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Report_Graph_ReadsAllPages()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/graphs/ring", () => Results.Json(new GraphInfo("ring", false, 1200, 1200, 0, 1, 0, [], new Dictionary<string, int>(), new Dictionary<string, int>(), [], "v")));
            app.MapGet("/v1/graphs/ring/nodes", (int offset, int top) => Results.Json(
                new GraphNodesPage("ring", 1200, offset, [.. Enumerable.Range(offset, Math.Min(top, 1200 - offset)).Select(i => new GraphNode($"n{i}", null, "none", [], []))])));
            app.MapGet("/v1/graphs/ring/edges", (int offset, int top) => Results.Json(
                new GraphEdgesPage("ring", 1200, offset, [.. Enumerable.Range(offset, Math.Min(top, 1200 - offset)).Select(i => new GraphEdge($"n{i}", $"n{(i + 1) % 1200}", 1))])));
        });
        var file = Path.Combine(_folder.Path, "ring.html");

        var run = await gateway.NetMlAsync("report", "--graph", "ring", "--out", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"hosts\":1200,\"links\":1200", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Report_NoFlowsOrNoSuchDataset_IsOneSentenceAndNoFile()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/datasets/empty/statistics", () => Results.Json(Statistics(0)));
            app.MapGet("/v1/datasets/nosuch/statistics", () => Results.Json(new { detail = "There is no data set 'nosuch'." }, statusCode: 404));
        });

        var empty = await gateway.NetMlAsync("report", "--dataset", "empty", "--out", Path.Combine(_folder.Path, "a.html"));
        var none = await gateway.NetMlAsync("report", "--dataset", "nosuch", "--out", Path.Combine(_folder.Path, "b.html"));

        Assert.Equal((1, 1), (empty.ExitCode, none.ExitCode));
        Assert.Contains("Data set 'empty' holds no flows yet", empty.Error);
        Assert.Contains("There is no data set 'nosuch'.", none.Error);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Report_FileExists_NeedsForce()
    {
        await using var gateway = await FakeGateway.StartAsync(MapOffice);
        var file = _folder.Write("old.html", "precious");

        var refused = await gateway.NetMlAsync("report", "--dataset", "office", "--out", file);
        var old = await File.ReadAllTextAsync(file);
        var forced = await gateway.NetMlAsync("report", "--dataset", "office", "--out", file, "--force");

        Assert.Equal((2, "precious", 0), (refused.ExitCode, old, forced.ExitCode));
        Assert.Contains("add --force to replace it", refused.Sentence);
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("nosuch/report.html", "There is no directory")]
    [InlineData("", "is a directory")]
    public async Task Report_NoPlaceForTheFile_IsOneSentence(string name, string expected)
    {
        var run = await NetMlRun.StartAsync("report", "--dataset", "office", "--out", Path.Combine(_folder.Path, name), "--gateway", "http://127.0.0.1:1", "--key", "k");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Sentence);
    }

    [Theory]
    [InlineData("source,target\n10.0.0.1\n", "line 2 has 1 fields for 2 columns")]
    [InlineData("source,target\n", "")]
    [InlineData("", "it is empty")]
    [InlineData("source,target,flows\n10.0.0.1,10.0.0.2,many\n", "'many' where a number is due")]
    public async Task Report_LinksThatAreNone_NamesWhatIsWrong(string links, string expected)
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/datasets/office/features/pairs", () => Results.Text(links));
            MapOffice(app);
        });

        var run = await gateway.NetMlAsync("report", "--dataset", "office", "--out", Path.Combine(_folder.Path, "x.html"));

        Assert.Equal(expected.Length == 0 ? 0 : 1, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static void MapOffice(WebApplication app)
    {
        app.MapGet("/v1/datasets/office/statistics", () => Results.Json(Statistics(3)));
        app.MapGet("/v1/datasets/office/communities", () => Results.Json(new CommunitiesPage("office", "leiden", 0, 2, 0, [new CommunitySummary(0, 2, 5, 1, []), new CommunitySummary(1, 1, 0, 1, [])])));
        app.MapGet("/v1/datasets/office/communities/0", () => Results.Json(new CommunityMembers("office", new CommunitySummary(0, 2, 5, 1, []), 0, ["10.0.0.1", "10.0.0.2"])));
        app.MapGet("/v1/datasets/office/features/hosts", () => Results.Text(
            "host,pagerank,degree,flows_out,flows_in,bytes_out,bytes_in,other\n10.0.0.3,0.1,1,1,0,5,6,x\n10.0.0.2,0.3,1,5,0,7,8,x\n\"10.0.0.1\",0.6,2,0,6,9,,\"a,\"\"b\"\n"));
        app.MapGet("/v1/datasets/office/features/{family}", () => Results.Text("source,target,flows\n10.0.0.2,10.0.0.1,5\n10.0.0.3,10.0.0.1,1\n"));
        app.MapGet("/v1/datasets/office/behaviours", () => Results.Json(new[]
        {
            new
            {
                id = "b", dataset = "office", behaviour = "beacon", source = "10.0.0.2", target = "10.0.0.1:443", first = Samples.Noon, last = Samples.Noon, score = 88.0, technique = "T1071",
                evidence = new Dictionary<string, double>(), sentence = "</script><script>alert(1)</script>", fieldsOfTheFuture = new[] { "C1" },
            },
        }));
    }

    private static DatasetStatistics Statistics(int hosts)
    {
        var none = new Dictionary<string, long>();
        return new DatasetStatistics(
            "office", new GraphSummary(hosts, hosts == 0 ? 0 : 2, hosts == 0 ? 0 : 6, 1, 0, 0), Samples.Noon, Samples.Noon.AddMinutes(1), 0, 10, 20, 1, 2, none, none, none, none, [],
            60, [new ServiceBin(Samples.Noon, new Dictionary<string, long> { ["dns"] = 6 }, 0, 0)]);
    }
}
