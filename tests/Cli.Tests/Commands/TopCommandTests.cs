using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Cli.Api;
using NetMl.Cli.Top;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Tests.Commands;

public sealed class TopCommandTests
{
    private static readonly HostsPage Hosts = new(
        "office", new GraphSummary(12, 34, 5678, 1, 0.25, 3), "bytes_out",
        [new HostSummary("10.0.0.1", new Dictionary<string, double> { ["bytes_out"] = 2048, ["bytes_in"] = 10, ["flows_out"] = 7, ["flows_in"] = 8, ["degree"] = 9 })], 12, 0);

    [Fact]
    public async Task Top_Once_PrintsRatesTalkersAndFindings()
    {
        var rows = 1000L;
        await using var gateway = await FakeGateway.StartAsync(app => Map(app, () => [Office(rows += 100)]));

        var run = await gateway.NetMlAsync("top", "--once", "--every", "0.2s", "--top", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("GET /v1/datasets/office/hosts?sort=bytes_out&top=5", gateway.Calls);
        Assert.All(["office", "flows/s", "12 hosts", "34 edges", "1,200", "10.0.0.1", "2.0 KiB", "1 finding", "port-scan", "10.0.0.9 tried 250 ports."], expected => Assert.Contains(expected, run.Output));
        Assert.DoesNotContain('\u001b', run.Output);
    }

    /// <summary>In a terminal of its own, which util-linux's script gives.</summary>
    [SkippableFact]
    public async Task Top_InATerminal_RedrawsUntilQ()
    {
        Skip.IfNot(File.Exists("/usr/bin/script"), "there is no /usr/bin/script to make a terminal");
        var rows = 1000L;
        await using var gateway = await FakeGateway.StartAsync(app => Map(app, () => [Office(Interlocked.Add(ref rows, 7))]));
        var netml = Path.Combine(AppContext.BaseDirectory, "netml.dll");
        var command = $"stty rows 40 cols 120; TERM=xterm-256color exec dotnet '{netml}' top office --every 0.1s --gateway {gateway.Url} --key {FakeGateway.Key}";
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("script did not start.");

        var seen = new StringBuilder();
        var piece = new char[4096];
        while (Frames(seen) < 3 && await process.StandardOutput.ReadAsync(piece) is var read and > 0)
            seen.Append(piece, 0, read);
        await process.StandardInput.WriteAsync('q');
        await process.StandardInput.FlushAsync();
        seen.Append(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("Top talkers of office", seen.ToString());
        // The cursor is shown again.
        Assert.Contains("\u001b[?25h", seen.ToString());
    }

    private static int Frames(StringBuilder text) => text.ToString().Split("q or Ctrl-C leaves").Length - 1;

    [Fact]
    public async Task Top_NoDatasetAtAll_SaysHowToBegin()
    {
        await using var gateway = await FakeGateway.StartAsync(app => Map(app, () => []));

        var run = await gateway.NetMlAsync("top", "--once", "--every", "0.1s");

        Assert.Contains("There is no data set yet", run.Output);
    }

    [Fact]
    public async Task Top_OnceWithoutAGateway_IsOneSentence()
    {
        var run = await NetMlRun.StartAsync("top", "--once", "--gateway", "http://127.0.0.1:1", "--key", "k");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not answer", run.Sentence);
    }

    [Fact]
    public async Task Read_GatewayGoesAwayAndComesBack_KeepsTheNumbersAndSaysSo()
    {
        var gateway = await FakeGateway.StartAsync(app => Map(app, () => [Office(1000)]));
        var address = new GatewayAddress(new Uri(gateway.Url), FakeGateway.Key);
        using var client = new GatewayClient(address);
        await using var view = new TopView(client, "office", 5, TimeProvider.System);
        var before = await view.ReadAsync(mayFail: false, CancellationToken.None);

        await gateway.DisposeAsync();
        var away = await view.ReadAsync(mayFail: false, CancellationToken.None);

        Assert.Null(before.Problem);
        Assert.Contains("does not answer", away.Problem);
        Assert.Equal((1000, "10.0.0.1"), (away.Datasets[0].Rows, away.Talkers[0].Address));
    }

    [Fact]
    public async Task Read_DatasetIsDeletedAndMadeAnew_SaysSoAndFollowsTheNewOne()
    {
        DatasetSummary[] datasets = [Office(1000)];
        var opened = 0;
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            Map(app, () => datasets);
            app.MapGet("/v1/datasets/office/behaviours/stream", () =>
                Interlocked.Increment(ref opened) == 2 ? Results.Problem("There is no data set 'office'.", statusCode: 404) : Results.Text(Event("1", null, Finding($"{opened}", 50)), "text/event-stream"));
        });
        using var client = new GatewayClient(new GatewayAddress(new Uri(gateway.Url), FakeGateway.Key));
        await using var view = new TopView(client, "office", 5, TimeProvider.System);

        await UntilAsync(frame => frame.Findings is [{ Id: "1" }]);
        datasets = [];
        Assert.Equal("There is no data set 'office'.", (await view.ReadAsync(mayFail: false, CancellationToken.None)).Problem);
        datasets = [Office(10)];
        await UntilAsync(frame => frame.Problem is null && frame.Findings is [{ Id: "3" }]);

        async Task UntilAsync(Func<TopFrame, bool> isThere)
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!isThere(await view.ReadAsync(mayFail: false, late.Token)))
                await Task.Delay(50, late.Token);
        }
    }

    [Fact]
    public async Task Feed_FindingsChangeAndAreWithdrawn_ShowsThoseThatStand()
    {
        var opened = 0;
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/office/behaviours/stream", async context =>
        {
            opened++;
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(
                Event("1", null, Finding("a", 50)) + Event("2", null, Finding("b", 60)) + Event("3", null, Finding("a", 90)) + Event("4", "withdrawn", Finding("b", 60)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));
        using var client = new GatewayClient(new GatewayAddress(new Uri(gateway.Url), FakeGateway.Key));
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var feed = new FindingFeed(client, "office");
        var running = feed.RunAsync(end.Token);

        while (!(feed.Latest(5, out var total) is [{ Score: 90 }] && total == 1) && !end.IsCancellationRequested)
            await Task.Yield();

        Assert.Equal(["a"], feed.Latest(5, out _).Select(finding => finding.Id));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, opened);
    }

    [Fact]
    public void Rates_Totals_AreTakenOverTheLastSeconds()
    {
        var rates = new TopRates();

        for (var second = 0; second <= 10; second++)
            rates.Add(Samples.Noon.AddSeconds(second), [Office(second * 10 + (second > 5 ? 100 * (second - 5) : 0)), Office(7) with { Dataset = "lab" }]);

        // From second 5 (50 flows) to 10 (600).
        Assert.Equal(110, rates.Of("office").Flows);
        Assert.Equal(0, rates.Of("lab").Flows);
        Assert.Equal("office", rates.Busiest());
        Assert.Equal([10, 10, 10, 10, 10, 110, 110, 110, 110, 110], rates.History("office"));
    }

    [Fact]
    public void Rates_DatasetMadeAnew_AreNotBelowZero()
    {
        var rates = new TopRates();

        rates.Add(Samples.Noon, [Office(1000)]);
        rates.Add(Samples.Noon.AddSeconds(1), [Office(10)]);

        Assert.Equal(0, rates.Of("office").Flows);
        Assert.Equal(0, rates.Of("unknown").Flows);
    }

    private static void Map(WebApplication app, Func<DatasetSummary[]> datasets)
    {
        app.MapGet("/v1/datasets", () => Results.Json(datasets()));
        app.MapGet("/v1/datasets/office/hosts", () => Results.Json(Hosts));
        app.MapGet("/v1/datasets/office/behaviours", () => Results.Json(new[] { Finding("a", 97.5) }));
    }

    private static DatasetSummary Office(long rows) => new("office", rows, 1, rows * 50, rows, 0, Samples.Noon, Samples.Noon);

    private static BehaviourFinding Finding(string id, double score) => new(
        id, "office", "port-scan", "10.0.0.9", null, Samples.Noon, Samples.Noon, score, "T1046", new Dictionary<string, double>(), "10.0.0.9 tried 250 ports.");

    private static string Event(string id, string? kind, BehaviourFinding finding) =>
        $"id: {id}\n{(kind is null ? "" : $"event: {kind}\n")}data: {System.Text.Json.JsonSerializer.Serialize(finding, Contracts.WireJson.Default.BehaviourFinding)}\n\n";
}
