using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Datasets;

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
}
