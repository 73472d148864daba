using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Tests.Commands;

public sealed class GraphCommandsTests
{
    private static readonly Dictionary<string, double> Features = new() { ["degree"] = 7, ["bytes_out"] = 2048, ["duration_mean"] = 0.25 };

    [Fact]
    public async Task Hosts_AllOptions_AsksForThemAndSaysWhichPageItIs()
    {
        var page = new HostsPage("office", new GraphSummary(12, 34, 5678, 1, 0.25, 3), "bytes_out", [new HostSummary("10.0.0.1", Features)], 9, 5);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/hosts", () => Results.Json(page)));

        var run = await gateway.NetMlAsync(
            "hosts", "office", "--sort", "bytes_out", "--ascending", "--where", "degree>3,flows_in<=9", "--address", "10.0.0.0/8", "--offset", "5", "--top", "1");

        Assert.Equal(
            "GET /v1/datasets/office/hosts?sort=bytes_out&order=asc&where=degree%3E3%2Cflows_in%3C%3D9&address=10.0.0.0%2F8&offset=5&top=1", Assert.Single(gateway.Calls));
        Assert.All(["hosts 6–6 of 9 by bytes_out", "2.0 KiB"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Host_OneAddress_PrintsFeaturesPeersAndBins()
    {
        var host = new HostDetail(
            "office", "10.0.0.1", Features, 30, [new PeerTraffic("10.0.0.2", 3, 1, 4096, 10, [443, 22], Samples.Noon, Samples.Noon)], 900,
            [new TrafficBin(Samples.Noon, 3, 1, 4096, 10)]);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/hosts/{address}", () => Results.Json(host)));

        var run = await gateway.NetMlAsync("host", "office", "2001:db8::8", "--bin", "15m");

        Assert.Equal("GET /v1/datasets/office/hosts/2001:db8::8?peers=10&binSeconds=900", Assert.Single(gateway.Calls));
        Assert.All(["0.25 s", "peers 1–1 of 30", "443, 22", "4.0 KiB", "bins of 15 min", "▇"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Edges_FromANetwork_PrintsAmounts()
    {
        var page = new EdgesPage(
            "office", "flows", 1, 0, [new HostEdge("10.0.0.1", "10.0.0.2", Samples.Noon, Samples.Noon, new Dictionary<string, double> { ["flows"] = 3, ["failed_share"] = 0.5 })]);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/edges", () => Results.Json(page)));

        var run = await gateway.NetMlAsync("edges", "office", "--source", "10.");

        Assert.Equal("GET /v1/datasets/office/edges?sort=flows&source=10.&top=20", Assert.Single(gateway.Calls));
        Assert.All(["1 edge by flows", "50.0 %", "10.0.0.2"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task DatasetsShow_Statistics_PrintsCountsByName()
    {
        var statistics = new DatasetStatistics(
            "office", new GraphSummary(2, 1, 4, 1, 0, 0), Samples.Noon, Samples.Noon, 1, 1024, 2048, 5, 6, new Dictionary<string, long> { ["tcp"] = 4 },
            new Dictionary<string, long> { [""] = 3 }, new Dictionary<string, long>(), Enumerable.Range(0, 14).ToDictionary(i => $"label-{i:00}", i => 1L), []);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/statistics", () => Results.Json(statistics)));

        var run = await gateway.NetMlAsync("datasets", "show", "office");

        Assert.All(["2 hosts", "1.0 KiB sent", "1 flow in vain", "tcp", "(none)", "2 more"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task DatasetsDelete_WithYes_Deletes()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapDelete("/v1/datasets/{dataset}", () => Results.NoContent()));

        var refused = await gateway.NetMlAsync("datasets", "delete", "office");
        var run = await gateway.NetMlAsync("datasets", "delete", "office", "--yes");

        Assert.Equal("DELETE /v1/datasets/office", Assert.Single(gateway.Calls));
        Assert.Equal(("Data set office is deleted.", 2), (run.Output.Trim(), refused.ExitCode));
    }

    [Fact]
    public async Task Host_Json_PrintsTheAnswerInWireNames()
    {
        var host = new HostDetail("office", "10.0.0.1", Features, 0, [], 60, []);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/hosts/{address}", () => Results.Json(host)));

        var run = await gateway.NetMlAsync("host", "office", "10.0.0.1", "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(2048, json.RootElement.GetProperty("features").GetProperty("bytes_out").GetDouble());
    }

    [Fact]
    public async Task Ego_TwoSteps_PrintsRingsAndEdges()
    {
        var ego = new EgoNetwork(
            "office", "10.0.0.1", 2, 40, 2, true, [new EgoHost("10.0.0.1", 0), new EgoHost("10.0.0.2", 1)], [new EgoEdge("10.0.0.1", "10.0.0.2", 3, 2048)]);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/hosts/{address}/ego", () => Results.Json(ego)));

        var run = await gateway.NetMlAsync("ego", "office", "10.0.0.1", "--radius", "2");

        Assert.Equal("GET /v1/datasets/office/hosts/10.0.0.1/ego?radius=2&top=100", Assert.Single(gateway.Calls));
        Assert.All(["40 hosts within 2 steps", "some are left out", "2.0 KiB"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Communities_ListAndMembers_ArePrinted()
    {
        var community = new CommunitySummary(3, 2, 50, 4, ["10.0.0.2"]);
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/datasets/{dataset}/communities", () => Results.Json(new CommunitiesPage("office", "leiden", 0.5, 9, 0, [community])));
            app.MapGet("/v1/datasets/{dataset}/communities/{id}", () => Results.Json(new CommunityMembers("office", community, 0, ["10.0.0.2", "10.0.0.3"])));
        });

        var list = await gateway.NetMlAsync("communities", "office");
        var one = await gateway.NetMlAsync("communities", "office", "3");

        Assert.All(["communities 1–1 of 9", "modularity 0.5"], expected => Assert.Contains(expected, list.Output));
        Assert.Equal(["2 hosts", "10.0.0.2", "10.0.0.3"], one.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Paths_InTime_PrintsWhenEachHopStarts()
    {
        var paths = new HostPaths("office", "10.0.0.1", "10.0.0.3", "time", [new HostPath(["10.0.0.1", "10.0.0.2", "10.0.0.3"], [Samples.Noon, Samples.Noon])]);
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/paths", () => Results.Json(paths)));

        var run = await gateway.NetMlAsync("paths", "office", "10.0.0.1", "10.0.0.3", "--in-time");

        Assert.Equal("GET /v1/datasets/office/paths?source=10.0.0.1&target=10.0.0.3&order=time&count=3", Assert.Single(gateway.Calls));
        Assert.Equal("2 hops: 10.0.0.1 → 10.0.0.2 (2026-11-20 12:00:00) → 10.0.0.3 (2026-11-20 12:00:00)", run.Output.Trim());
    }

    [Fact]
    public async Task FeaturesExport_ToAFile_WritesWhatComes()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/features/{family}", () => Results.Text("host,degree\n10.0.0.1,3\n", "text/csv")));
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "pairs.csv");

        var run = await gateway.NetMlAsync("features", "export", "office", "--family", "windows", "--window", "15m", "--out", file);
        var printed = await gateway.NetMlAsync("features", "export", "office", "--out", "-");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("host,degree\n10.0.0.1,3\n", await File.ReadAllTextAsync(file));
        Assert.Equal("host,degree\n10.0.0.1,3\n", printed.Output);
        Assert.Equal(["GET /v1/datasets/office/features/windows?format=csv&windowSeconds=900", "GET /v1/datasets/office/features/hosts?format=csv"], gateway.Calls);
    }

    [Theory]
    [InlineData("npz", "hosts.npz")]
    [InlineData("npz", "hosts", "--format", "npz")]
    [InlineData("csv", "hosts.npz", "--format", "csv")]
    public async Task FeaturesExport_NameOrFormat_TellsTheKind(string asked, string file, params string[] format)
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/features/{family}", () => Results.Text("")));
        using var folder = new TemporaryFolder();

        await gateway.NetMlAsync(["features", "export", "office", "--out", Path.Combine(folder.Path, file), .. format]);

        Assert.Equal($"GET /v1/datasets/office/features/hosts?format={asked}", Assert.Single(gateway.Calls));
    }

    [Fact]
    public async Task GraphImport_TwoTables_SendsBothInOneForm()
    {
        var parts = new List<string>();
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPut("/v1/graphs/{name}", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            foreach (var file in form.Files)
                parts.Add($"{file.Name}: {await new StreamReader(file.OpenReadStream()).ReadToEndAsync()}");
            return Results.Json(Info, statusCode: 201);
        }));
        using var folder = new TemporaryFolder();

        var run = await gateway.NetMlAsync("graph", "import", "cora", "--nodes", folder.Write("n.tsv", "a"), "--edges", folder.Write("e.tsv", "a a"), "--directed");

        Assert.Equal(["nodes: a", "edges: a a"], parts);
        Assert.Equal("PUT /v1/graphs/cora?directed=true", Assert.Single(gateway.Calls));
        Assert.All(["2,708", "5,278", "1,433", "train 140"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task GraphImport_GzippedFile_IsSentUnpacked()
    {
        var received = "";
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPut("/v1/graphs/{name}", async (HttpRequest request) =>
        {
            received = await new StreamReader((await request.ReadFormAsync()).Files[0].OpenReadStream()).ReadToEndAsync();
            return Results.Json(Info);
        }));
        using var folder = new TemporaryFolder();
        var file = folder.Write("g.gz", "");
        await using (var packed = new GZipStream(File.Create(file), CompressionMode.Compress))
            await packed.WriteAsync("a b 1082040961\n"u8.ToArray());

        await gateway.NetMlAsync("graph", "import", "mail", file, "--columns", "time");

        Assert.Equal("a b 1082040961\n", received);
        Assert.Equal("PUT /v1/graphs/mail?columns=time", Assert.Single(gateway.Calls));
    }

    [Theory]
    [InlineData("", "is empty: there is no graph in it.")]
    public async Task GraphImport_FileThatHoldsNone_IsNotSent(string text, string expected)
    {
        await using var gateway = await FakeGateway.StartAsync(app => { });
        using var folder = new TemporaryFolder();
        var file = folder.Write("g.tsv", "");
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes(text));

        var run = await gateway.NetMlAsync("graph", "import", "cora", file);

        Assert.Contains(expected, run.Error);
        Assert.Empty(gateway.Calls);
    }

    [Fact]
    public async Task Graph_ListShowDelete_AskTheirRoutes()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/graphs", () => Results.Json(new[] { Info }));
            app.MapGet("/v1/graphs/{name}", () => Results.Json(Info));
            app.MapDelete("/v1/graphs/{name}", () => Results.NoContent());
        });

        var list = await gateway.NetMlAsync("graph", "list");
        var show = await gateway.NetMlAsync("graph", "show", "cora", "--json");
        var delete = await gateway.NetMlAsync("graph", "delete", "cora", "--yes");

        Assert.Contains("both ways", list.Output);
        Assert.Contains("\"edges\": 5278", show.Output);
        Assert.Equal("Graph cora is deleted.", delete.Output.Trim());
    }

    [Fact]
    public async Task Snapshots_WithAStep_AreMade()
    {
        var summary = new SnapshotSummary(new string('c', 64), "office", 0, 1, 5, 9, 300, 0, Samples.Noon, Samples.Noon, [], SnapshotNodes.Endpoint);
        SnapshotSeriesRequest? asked = null;
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/datasets/{dataset}/snapshots", () => Results.Json(Array.Empty<SnapshotSummary>()));
            app.MapPost("/v1/datasets/{dataset}/snapshots/series", (SnapshotSeriesRequest request) =>
            {
                asked = request;
                return Results.Json(new[] { summary });
            });
        });

        var made = await gateway.NetMlAsync("snapshots", "office", "--step", "1h", "--nodes", "endpoint", "--window-flows", "0");
        var list = await gateway.NetMlAsync("snapshots", "office");

        Assert.Equal(new SnapshotSeriesRequest(3600, null, null, 0, SnapshotNodes.Endpoint), asked);
        Assert.All(["1 snapshot", "cccccccccccc", "endpoint"], expected => Assert.Contains(expected, made.Output));
        Assert.Contains("0 snapshots", list.Output);
    }

    private static GraphInfo Info => new(
        "cora", false, 2708, 5278, 0, 78, 1433, [], new Dictionary<string, int> { ["3"] = 818 }, new Dictionary<string, int> { ["train"] = 140 }, [], "ab");
}
