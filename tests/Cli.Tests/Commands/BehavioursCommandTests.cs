using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Tests.Commands;

public sealed class BehavioursCommandTests
{
    private static readonly BehaviourFinding Finding = new(
        "3fa1c2d4e5", "office", "beacon", "10.0.0.9", "203.0.113.7", Samples.Noon, Samples.Noon, 85, "T1071", new Dictionary<string, double> { ["median_interval_seconds"] = 60 },
        "10.0.0.9 called 203.0.113.7 1440 times; 14 of 20 hosts call it.", 1440, ["C1", "C2"], [new FindingAdjustment("14 of 20 hosts call it", -15)]);

    [Fact]
    public async Task List_AllFilters_AreAskedFor()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/behaviours", () => Results.Json(new[] { Finding })));

        var run = await gateway.NetMlAsync("behaviours", "office", "--technique", "T1071", "--host", "10.0.0.0/8", "--since", "2026-11-20T12:00Z", "--min-score", "50");

        Assert.Equal("GET /v1/datasets/office/behaviours?minScore=50&technique=T1071&host=10.0.0.0%2F8&since=2026-11-20T12%3A00%3A00.0000000Z", Assert.Single(gateway.Calls));
        Assert.All(["3fa1c2d4", "T1071", "85", "14 of 20 hosts"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Show_OneFinding_PrintsEvidenceAdjustmentsAndUids()
    {
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/behaviours/{id}", () => Results.Json(Finding)));

        var run = await gateway.NetMlAsync("behaviours", "office", "3fa1");

        Assert.Equal("GET /v1/datasets/office/behaviours/3fa1", Assert.Single(gateway.Calls));
        Assert.All(["median_interval_seconds", "60", "Score lowered by 15: 14 of 20 hosts call it", "Uids of 2 of the 1,440 flows, the first and the last: C1 C2", "1,440 flows"], expected => Assert.Contains(expected, run.Output));
    }

    [Theory]
    [InlineData("--since", "yesterday", "--since is 'yesterday'; it must be an instant such as 2026-11-20T12:00Z, or a number and s, m, h or d, such as 24h.")]
    [InlineData("--follow", "3fa1", "--follow goes with --behaviour, --since and --min-score, not with ID, --technique or --host.")]
    public async Task WrongUsage_SaysWhatIsAllowed(string option, string value, string sentence)
    {
        var run = await NetMlRun.StartAsync("behaviours", "office", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"netml: {sentence}", run.Sentence);
    }

    /// <summary>The stream breaks off after two events; the next one begins after the last token, and so on.</summary>
    [Fact]
    public async Task Follow_StreamBreaksOff_GoesOnAfterItsLastToken()
    {
        var resumed = new TaskCompletionSource<string>();
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/behaviours/stream", async (HttpContext http) =>
        {
            http.Response.ContentType = "text/event-stream";
            var last = http.Request.Headers["Last-Event-ID"].ToString();
            var json = JsonSerializer.Serialize(Finding, WireJson.Default.BehaviourFinding);
            if (last.Length == 0)
                await http.Response.WriteAsync($"id: a.1\ndata: {json}\n\nid: a.2\nevent: withdrawn\ndata: {json}\n\n");
            else
                resumed.TrySetResult(last);
        }));
        using var stop = new CancellationTokenSource();

        var running = NetMlRun.StartAsync(["behaviours", "office", "--follow", "--gateway", gateway.Url, "--key", FakeGateway.Key], Stream.Null, [], stop.Token);
        Assert.Equal("a.2", await resumed.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();
        var run = await running;

        Assert.Equal(130, run.ExitCode);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("no longer: 10.0.0.9 called", lines[1]);
    }

    [Fact]
    public async Task Follow_DatasetIsDeleted_EndsWithASentence()
    {
        var opened = 0;
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/datasets/{dataset}/behaviours/stream", () => ++opened switch
        {
            1 => Results.Text("id: a.1\ndata: " + JsonSerializer.Serialize(Finding, WireJson.Default.BehaviourFinding) + "\n\n", "text/event-stream"),
            2 => Results.Problem("The service starts.", statusCode: 502),
            _ => Results.Problem("There is no data set 'office'.", statusCode: 404),
        }));

        var run = await gateway.NetMlAsync("behaviours", "office", "--follow");

        Assert.Equal((1, 3), (run.ExitCode, opened));
        Assert.Contains("10.0.0.9 called", run.Output);
        Assert.Contains("There is no data set 'office'", run.Sentence);
    }

    [Fact]
    public async Task AllowListAdd_OneMoreEntry_KeepsTheOthers()
    {
        var put = "";
        await using var gateway = await FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/datasets/{dataset}/allow-list", () => Results.Text("""{"hosts":{},"entries":[{"port":53,"reason":"names"}],}"""));
            app.MapPut("/v1/datasets/{dataset}/allow-list", async (HttpRequest request) =>
            {
                put = await new StreamReader(request.Body).ReadToEndAsync();
                return Results.NoContent();
            });
        });

        var run = await gateway.NetMlAsync("allow-list", "add", "office", "--network", "10.0.0.66", "--port", "443/tcp", "--reason", "our own scanner");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("""{"hosts":{},"entries":[{"port":53,"reason":"names"},{"network":"10.0.0.66","port":"443/tcp","reason":"our own scanner"}]}""", put);
    }

    [Fact]
    public async Task AllowListSet_NoSuchFile_SaysSo()
    {
        var run = await NetMlRun.StartAsync("allow-list", "set", "office", "/no/such/file.json", "--gateway", "http://127.0.0.1:1", "--key", "k");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/no/such/file.json", run.Sentence);
    }

    [Fact]
    public async Task AllowListClear_Yes_PutsAnEmptyList()
    {
        var put = "";
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPut("/v1/datasets/{dataset}/allow-list", async (HttpRequest request) =>
        {
            put = await new StreamReader(request.Body).ReadToEndAsync();
            return Results.NoContent();
        }));

        var run = await gateway.NetMlAsync("allow-list", "clear", "office", "--yes");

        Assert.Equal((0, "{}"), (run.ExitCode, put));
    }
}
