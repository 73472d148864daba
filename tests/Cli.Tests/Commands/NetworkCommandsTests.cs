using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Tests.Commands;

public sealed class NetworkCommandsTests
{
    private static readonly GraphInfo Info = new("email", true, 3, 2, 0, 1, 0, [], new Dictionary<string, int>(), new Dictionary<string, int>(), [], "ab");

    private static readonly GraphCommunitiesPage Communities = new(
        "email", "leiden", 1, 0.5, new LabelAgreement(1005, 42, 0.5678, 0.25), 2, 0, [new GraphCommunity(0, 3, 2, 1, ["a", "b"], "red", 0.75)]);

    private static readonly InfluencePage Influence = new(
        "email", [new InfluenceSeed("a", 12.25, 3, 40)], new CascadeEstimate(0.05, 200, 1, 33.5, 1.5, new TimedCascadeEstimate(40, 9.5, 0.5)), 1, 0, [new InfluencedNode("b", 0.125)]);

    [Fact]
    public async Task Communities_OfAGraph_TellAgreementWithLabels()
    {
        await using var gateway = await StartAsync(app =>
        {
            app.MapGet("/v1/graphs/email/communities", () => Results.Json(Communities));
            app.MapGet("/v1/graphs/email/communities/{id}", () => Results.Json(new GraphCommunityMembers("email", Communities.Communities[0], 0, ["a", "b"])));
        });

        var list = await gateway.NetMlAsync("communities", "email", "--resolution", "2");
        var one = await gateway.NetMlAsync("communities", "email", "0");

        Assert.Equal(
            ["GET /v1/datasets/email", "GET /v1/graphs/email", "GET /v1/graphs/email/communities?method=leiden&resolution=2&offset=0&top=20"], gateway.Calls.Take(3));
        Assert.All(["42 labels of 1,005 nodes", "NMI 0.568", "ARI 0.250", "red (75.0 %)", "a, b"], expected => Assert.Contains(expected, list.Output));
        Assert.Contains("b", one.Output);
    }

    [Fact]
    public async Task Brokers_Sampled_ShowTheError()
    {
        var page = new BrokersPage("email", "sampled", 0.005, 0.1, 9, 0, [new Broker("a", 0.25, 3, 4, 3, [1, 2], true)]);
        await using var gateway = await StartAsync(app => app.MapGet("/v1/graphs/email/brokers", () => Results.Json(page)));

        var run = await gateway.NetMlAsync("brokers", "email", "--graph", "--top", "1");

        Assert.Equal("GET /v1/graphs/email/brokers?offset=0&top=1", Assert.Single(gateway.Calls));
        Assert.All(["± 0.005 at most", "90.0 % chance", "0.250 ± 0.005", "1, 2", "yes"], expected => Assert.Contains(expected, run.Output));
    }

    [Theory]
    [InlineData("from=a%2Cb&probability=0.05&runs=200&seed=1&offset=0&top=10", "--from", "a,b")]
    [InlineData("seeds=3&probability=0.5&runs=200&seed=1&offset=0&top=10", "--seeds", "3", "--probability", "0.5")]
    public async Task Influence_Options_AreAskedFor(string query, params string[] options)
    {
        await using var gateway = await StartAsync(app => app.MapGet("/v1/graphs/email/influence", () => Results.Json(Influence)));

        var run = await gateway.NetMlAsync(["influence", "email", "--graph", .. options]);

        Assert.Equal($"GET /v1/graphs/email/influence?{query}", Assert.Single(gateway.Calls));
        Assert.All(["12.3", "33.5 ± 1.5 nodes", "9.5 ± 0.5", "every contact passed it on, 40", "0.125"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Links_Page_SaysHowItWasTested()
    {
        var page = new PredictedLinksPage(
            "email", new LinkTest("time", 0.8, Samples.Noon, 900, 80, 7, 80, 79, 50, 49), "jaccard", [new LinkScoreQuality("jaccard", 0.75, 0.5, null, null)], 1234, 0, [new PredictedLink("a", "b", 0.5, 2)]);
        await using var gateway = await StartAsync(app => app.MapGet("/v1/datasets/email/links", () => Results.Json(page)));

        var run = await gateway.NetMlAsync("links", "email", "--dataset", "--score", "jaccard");

        Assert.Equal("GET /v1/datasets/email/links?score=jaccard&split=0.8&seed=1&offset=0&top=20", Assert.Single(gateway.Calls));
        Assert.All(["900 links", "80 new links", "against 79 unlinked", "0.750", "pairs 1–1 of 1,234"], expected => Assert.Contains(expected, run.Output));
    }

    [Fact]
    public async Task Name_OfBothKinds_IsAskedFor()
    {
        await using var gateway = await StartAsync(app => app.MapGet("/v1/datasets/email", () => Results.Json(new DatasetSummary("email", 1, 1, 1, 1, 0, null, null))));

        var run = await gateway.NetMlAsync("brokers", "email");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is a data set 'email' and a graph 'email': say which one with --dataset or --graph.", run.Error);
    }

    [Fact]
    public async Task Name_AlmostThatOfAGraph_IsGuessed()
    {
        await using var gateway = await StartAsync(app => app.MapGet("/v1/graphs/emial", () => Results.Problem("There is no graph 'emial': import it first. Did you mean 'email'?", statusCode: 404)));

        var run = await gateway.NetMlAsync("links", "emial");

        Assert.Contains("Did you mean 'email'?", run.Error);
    }

    [Theory]
    [InlineData("exclude each other", "brokers", "email", "--graph", "--dataset")]
    [InlineData("leave --seeds out", "influence", "email", "--from", "a", "--seeds", "2")]
    [InlineData("--probability is '2'", "influence", "email", "--probability", "2")]
    [InlineData("--method is 'louvain'", "communities", "email", "--method", "louvain")]
    public async Task Options_ThatDoNotFit_AreRefused(string expected, params string[] args)
    {
        await using var gateway = await StartAsync(app => { });

        var run = await gateway.NetMlAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.Empty(gateway.Calls);
    }

    private static Task<FakeGateway> StartAsync(Action<WebApplication> map) => FakeGateway.StartAsync(app =>
    {
        app.MapGet("/v1/graphs/email", () => Results.Json(Info));
        map(app);
    });
}
