using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Tests.Federation;

public sealed class FederationCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Create_OptionsBesideAPlan_GoBeforeTheFile()
    {
        FederationPlan? asked = null;
        await using var gateway = await FakeGateway.StartAsync(app => app.MapPost("/v1/federations", async (HttpRequest request) =>
        {
            asked = await JsonSerializer.DeserializeAsync(request.Body, WireJson.Default.FederationPlan);
            return Results.Json(Status(asked!, FederationStates.Gathering), WireJson.Default.FederationStatus, statusCode: 201);
        }));
        var file = _folder.Write("plan.json", """{ "name": "x", "model": "m", "classes": ["a", "b"], "rounds": 7, "strategy": { "name": "fed-prox", "mu": 0.5 } }""");

        var run = await gateway.NetMlAsync("federation", "create", "clinics", "--plan", file, "--rounds", "3", "--mu", "0.25", "--privacy", "distributed", "--classes", "c, d");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(("clinics", "m", 3), (asked?.Name, asked?.Model, asked?.Rounds));
        Assert.Equal(["c", "d"], asked?.Classes);
        Assert.Equal((new StrategyPlan("fed-prox", Mu: 0.25), new PrivacyPlan("distributed")), (asked?.Strategy, asked?.Privacy));
        Assert.Contains("netml federation invite clinics SITE", run.Output);
    }

    [Theory]
    [InlineData("needs the name of its model", "federation", "create", "clinics")]
    [InlineData("--rounds is 'many'", "federation", "create", "clinics", "--model", "m", "--rounds", "many")]
    [InlineData("either --flows", "site", "join")]
    [InlineData("either --flows", "site", "join", "--flows", "x", "--follow", "y")]
    [InlineData("A site needs its key", "site", "join", "--flows", "x")]
    [InlineData("takes 3 paths", "demo", "--federated", "--flows", "x")]
    public async Task Run_WrongUsage_IsOneSentenceAndExitCode2(string expected, params string[] args)
    {
        var run = await NetMlRun.StartAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Sentence);
    }

    [Fact]
    public async Task Invite_Site_ShowsTheKeyAndTheCommandToJoin()
    {
        await using var gateway = await FakeGateway.StartAsync(app =>
            app.MapPost("/v1/federations/clinics/keys", () => Results.Json(new SiteKey("clinics", "alder", "nms1.clinics.alder.k1.mac"), WireJson.Default.SiteKey, statusCode: 201)));

        var run = await gateway.NetMlAsync("federation", "invite", "clinics", "alder");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"NETML_SITE_KEY=nms1.clinics.alder.k1.mac netml site join --gateway {gateway.Url} --flows PATH", run.Output);
    }

    [Fact]
    public async Task Watch_EventsUntilCompleted_PrintsTheRounds()
    {
        var plan = FederationSetting.Plan;
        var last = Status(plan, FederationStates.Completed) with
        {
            Round = 2,
            Sites = [new SiteStatus("alder", "online", "abcd ef01 2345 6789 0000", Samples.Noon, 4, 1, 4096)],
            Rounds = [new RoundSummary(1, "training", 2, 3, 3, 1.5, 0.75, 0.5, 0.9, 1, null, null, [])],
        };
        await using var gateway = await FakeGateway.StartAsync(app => app.MapGet("/v1/federations/clinics/events", async (HttpResponse response) =>
        {
            response.ContentType = "text/event-stream";
            foreach (var status in (FederationStatus[])[Status(plan, FederationStates.Gathering), last])
                await response.WriteAsync($"event: federation\ndata: {JsonSerializer.Serialize(status, WireJson.Default.FederationStatus)}\n\n");
        }));

        var run = await gateway.NetMlAsync("federation", "watch", "clinics");

        Assert.Equal(0, run.ExitCode);
        Assert.All(["0.7500", "90.0 %", "alder", "4.0 KiB", "secure sums"], expected => Assert.Contains(expected, run.Output + run.Error));
    }

    public void Dispose() => _folder.Dispose();

    private static FederationStatus Status(FederationPlan plan, string state) => new(plan, state, 0, RoundSteps.Idle, 1, null, [], []);
}
