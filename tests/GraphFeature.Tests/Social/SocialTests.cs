using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;

namespace NetMl.GraphFeature.Tests.Social;

/// <summary>
/// <code>
///   a       e
///   | \   / |
///   |  c-d  |      a, b, c are red; d, e, f blue; messages in this order: a-b b-c c-a c-d d-e e-f f-d
///   | /   \ |
///   b       f
/// </code>
/// </summary>
public sealed class SocialTests(OfficeApp app) : IClassFixture<OfficeApp>, IAsyncLifetime
{
    private const string Nodes = "node\tlabel\na\tred\nb\tred\nc\tred\nd\tblue\ne\tblue\nf\tblue\n";
    private const string Edges = "source\ttarget\ttime\na\tb\t10\nb\tc\t20\nc\ta\t30\nc\td\t40\nd\te\t50\ne\tf\t60\nf\td\t70\n";

    public async Task InitializeAsync()
    {
        await PutAsync("pair", "", Edges);
        await PutAsync("arrows", "?directed=true", Edges);
        await PutAsync("timeless", "", Edges.Replace("time", "weight", StringComparison.Ordinal));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Q = 6/7 − 2 · (7/14)².</summary>
    [Theory]
    [InlineData("leiden")]
    [InlineData("label-propagation")]
    public async Task Communities_TwoTriangles_AreTheLabels(string method)
    {
        var page = await GetAsync<GraphCommunitiesPage>($"graphs/pair/communities?method={method}");

        Assert.Equal((method, new LabelAgreement(6, 2, 1, 1)), (page.Algorithm, page.Agreement));
        Assert.Equal(6 / 7.0 - 0.5, page.Modularity, 1e-12);
        Assert.Equal([("c", 3, 3L, 1L, "red", 1.0), ("d", 3, 3L, 1L, "blue", 1.0)], page.Communities.Select(one => (one.Leaders[0], one.Nodes, one.LinksWithin, one.LinksAcross, one.Label ?? "", one.LabelShare ?? 0)));
        Assert.Equal(["d", "e", "f"], (await GetAsync<GraphCommunityMembers>($"graphs/pair/communities/1?method={method}")).Members);
    }

    [Fact]
    public async Task Communities_HighResolution_AreSmaller()
    {
        Assert.Equal(6, (await GetAsync<GraphCommunitiesPage>("graphs/pair/communities?resolution=20")).Total);
        Assert.Equal(4, (await GetAsync<CommunitiesPage>("datasets/office/communities?resolution=20")).Total);
        Assert.Equal("label-propagation", (await GetAsync<CommunitiesPage>("datasets/office/communities?method=label-propagation")).Algorithm);
    }

    /// <summary>Six of the ten pairs of others lead over c: a and b with d, e and f.</summary>
    [Fact]
    public async Task Brokers_TwoTriangles_AreWhereTheyMeet()
    {
        var page = await GetAsync<BrokersPage>("graphs/pair/brokers");

        Assert.Equal(("exact", 0.0, 6), (page.Method, page.ErrorBound, page.Total));
        Assert.Equal([("c", 3, 2, true), ("d", 3, 2, true), ("a", 2, 1, false)], page.Brokers.Take(3).Select(one => (one.Node, one.Degree, one.Communities, one.IsCutNode)));
        Assert.Equal(0.6, page.Brokers[0].Betweenness, 1e-12);
        Assert.Equal((0, 1), (page.Brokers[0].Community, Assert.Single(page.Brokers[0].Joins)));
        Assert.Empty(page.Brokers[2].Joins);
        Assert.Equal(["d"], (await GetAsync<BrokersPage>("graphs/pair/brokers?offset=1&top=1")).Brokers.Select(one => one.Node));
    }

    /// <summary>From e at the end of time nothing but e, f and d is reached, in the order of messages either way: e-f at 60, f-d at 70, d-e at 50.</summary>
    [Fact]
    public async Task Influence_OfGivenNodes_IsTheirCascadeAndTheirNeighbourhood()
    {
        var page = await GetAsync<InfluencePage>("graphs/pair/influence?from=e&probability=1&runs=20");

        Assert.Equal(new InfluenceSeed("e", null, 2, 3), Assert.Single(page.Seeds));
        Assert.Equal(new CascadeEstimate(1, 20, 1, 6, 0, new TimedCascadeEstimate(3, 3, 0)), page.Cascade);
        Assert.Equal(5, page.Total);
        Assert.Equal(["d", "f"], page.Nodes.Take(2).Select(one => one.Node).Order());
        Assert.DoesNotContain("e", page.Nodes.Select(one => one.Node));
    }

    [Fact]
    public async Task Influence_WithoutNames_ChoosesWhoReachesMost()
    {
        var chosen = await GetAsync<InfluencePage>("graphs/arrows/influence?seeds=2&probability=1&runs=3");
        var again = await GetAsync<InfluencePage>("graphs/timeless/influence?seeds=1&probability=0.3&runs=2000");

        Assert.Equal([("a", 6.0), ("b", 0.0)], chosen.Seeds.Select(one => (one.Node, one.Gain ?? -1)));
        Assert.Contains(Assert.Single(again.Seeds).Node, (string[])["c", "d"]);
        Assert.Null(again.Cascade.InTime);
        Assert.Equal(again.Cascade, (await GetAsync<InfluencePage>("graphs/timeless/influence?seeds=1&probability=0.3&runs=2000&top=1")).Cascade);
    }

    /// <summary>Known until 50: a, b, c joined, d with c and e. Two steps apart: a-d, b-d and c-e, which share one neighbour of degree 3, 3 and 2; of the new links, d-f and e-f have a new node.</summary>
    [Fact]
    public async Task Links_SplitByTime_SayWhatIsLeftOut()
    {
        var page = await GetAsync<PredictedLinksPage>("graphs/pair/links?split=0.72&score=jaccard");

        Assert.Equal("jaccard", page.Score);
        Assert.Equal(6, page.Scores.Count);
        Assert.Equal([("a", "d"), ("b", "d"), ("c", "e"), ("c", "f")], page.Links.Select(link => (link.Source, link.Target)));
        Assert.All(page.Links, link => Assert.Equal((0.25, 1), (link.Score, link.SharedNeighbours)));
        Assert.Equal((4L, null), (page.Candidates, page.Test));
    }

    [Fact]
    public async Task Links_OfManyMessages_AreJudged()
    {
        var random = new Random(1);
        var rows = string.Concat(Enumerable.Range(0, 600).Select(second => $"{random.Next(40)} {random.Next(40)} {second}\n"));
        using var body = new StringContent(rows);
        Assert.Equal(HttpStatusCode.Created, (await app.Client.PutAsync("/v1/graphs/chatter?columns=time&directed=true", body)).StatusCode);

        var (byTime, byChance) = (await GetAsync<PredictedLinksPage>("graphs/chatter/links"), await GetAsync<PredictedLinksPage>("graphs/chatter/links?by=random&split=0.5"));

        Assert.Equal(("time", DateTimeOffset.FromUnixTimeSeconds(480)), (byTime.Test?.Split, byTime.Test?.Time));
        Assert.Equal(("random", null, 0.5), (byChance.Test?.Split, byChance.Test?.Time, byChance.Test?.Share));
        Assert.All(byTime.Scores.Concat(byChance.Scores), one => Assert.InRange(one.Auc ?? -1, 0.2, 0.8));
        Assert.Equal(byTime.Scores.Select(one => one.TwoStepAuc).OrderDescending(), byTime.Scores.Select(one => one.TwoStepAuc));
        Assert.Equal(byTime.Scores[0].Score, byTime.Score);
    }

    [Fact]
    public async Task DataSet_OfFlows_AnswersTheSame()
    {
        var brokers = await GetAsync<BrokersPage>("datasets/office/brokers");
        var influence = await GetAsync<InfluencePage>($"datasets/office/influence?from={SmallNetwork.Client}&probability=1&runs=2");
        var links = await GetAsync<PredictedLinksPage>("datasets/office/links?score=common-neighbours");

        Assert.Equal([(SmallNetwork.Relay, true)], brokers.Brokers.Take(1).Select(one => (one.Node, one.IsCutNode)));
        Assert.Equal((4, 4), (influence.Cascade.Spread, influence.Cascade.InTime?.Reachable));
        Assert.Equal(2, links.Links.Count);
    }

    [Theory]
    [InlineData("graphs/pairs/brokers", HttpStatusCode.NotFound, "Did you mean 'pair'?")]
    [InlineData("datasets/ofice/influence", HttpStatusCode.NotFound, "Did you mean 'office'?")]
    [InlineData("graphs/pair/communities?method=laiden", HttpStatusCode.BadRequest, "Did you mean 'leiden'?")]
    [InlineData("graphs/pair/communities?method=label-propagation&resolution=2", HttpStatusCode.BadRequest, "'resolution' is '2'")]
    [InlineData("graphs/pair/communities/7", HttpStatusCode.NotFound, "they are 0 to 1")]
    [InlineData("graphs/pair/communities/x", HttpStatusCode.BadRequest, "'id' is 'x'")]
    [InlineData("graphs/pair/brokers?top=0", HttpStatusCode.BadRequest, "'top' is '0'")]
    [InlineData("graphs/pair/brokers?sort=degree", HttpStatusCode.BadRequest, "'sort'")]
    [InlineData("graphs/pair/influence?from=a,zz", HttpStatusCode.NotFound, "no node 'zz' in graph 'pair'")]
    [InlineData("datasets/office/influence?from=10.0.0.3", HttpStatusCode.NotFound, "Did you mean '10.0.0.")]
    [InlineData("graphs/pair/influence?probability=2", HttpStatusCode.BadRequest, "'probability' is '2'")]
    [InlineData("graphs/pair/influence?runs=0", HttpStatusCode.BadRequest, "'runs' is '0'")]
    [InlineData("graphs/pair/influence?seeds=0", HttpStatusCode.BadRequest, "'seeds' is '0'")]
    [InlineData("graphs/pair/influence?seeds=2&from=a", HttpStatusCode.BadRequest, "'from', which names the seeds")]
    [InlineData("graphs/pair/links?score=adamic", HttpStatusCode.BadRequest, "Did you mean 'adamic-adar'?")]
    [InlineData("graphs/pair/links?split=1", HttpStatusCode.BadRequest, "'split' is '1'")]
    [InlineData("graphs/timeless/links?by=time", HttpStatusCode.BadRequest, "whose edges have no times")]
    public async Task Get_BadInput_IsRefusedWithASentence(string path, HttpStatusCode status, string what) =>
        await ProblemAssert.IsAsync(status, await app.Client.GetAsync($"/v1/{path}"), what);

    [Theory]
    [InlineData("/v1/graphs/{name}/influence", "name", "from")]
    [InlineData("/v1/datasets/{dataset}/links", "dataset", "score")]
    public async Task OpenApi_NamesEveryPartOfThePath(string path, params string[] expected)
    {
        var document = await app.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var parameters = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString());
        Assert.Equal(expected, parameters.Take(2));
    }

    [Fact]
    public async Task Get_KnownTag_AnswersNotModified()
    {
        var tag = (await app.Client.GetAsync("/v1/graphs/pair/brokers")).Headers.ETag ?? throw new InvalidOperationException("no ETag");
        using var client = app.NewClient();
        client.DefaultRequestHeaders.IfNoneMatch.Add(tag);

        Assert.Equal(HttpStatusCode.NotModified, (await client.GetAsync("/v1/graphs/pair/brokers")).StatusCode);
        Assert.Null((await app.Client.GetAsync("/v1/graphs/pair/communities/9")).Headers.ETag);
    }

    [Fact]
    public async Task Get_GraphLargerThanAllowed_SaysWhichSetting()
    {
        using var folder = new DataFolder();
        await using var small = new GraphFeatureApp(folder, ("Social:MaximumEdges", "6"), ("Social:MaximumMillionSteps", "1"));
        using var client = small.CreateClient();
        using var body = new StringContent("a b\nb c\nc a\nc d\nd e\ne f\nf d\n");
        await client.PutAsync("/v1/graphs/large", body);
        using var star = new StringContent(string.Concat(Enumerable.Range(0, 6).Select(i => $"hub n{i}\n")));
        await client.PutAsync("/v1/graphs/star", star);

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await client.GetAsync("/v1/graphs/large/communities"), "has 7 edges", "Social:MaximumEdges");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/graphs/star/communities")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/graphs/star/influence?runs=10000")).StatusCode);
    }

    /// <summary>200 nodes of 66 neighbours each: 0.9 million neighbours of neighbours, but for katz the neighbours of these too.</summary>
    [Fact]
    public async Task Links_ScoreThatCostsMoreThanAllowed_IsRefusedAndNotChosen()
    {
        using var folder = new DataFolder();
        await using var small = new GraphFeatureApp(folder, ("Social:MaximumMillionSteps", "1"));
        using var client = small.CreateClient();
        var pairs = from one in Enumerable.Range(0, 200) from other in Enumerable.Range(one + 1, 199 - one) where (one + other) % 3 == 0 select $"n{one} n{other}\n";
        using var dense = new StringContent(string.Concat(pairs));
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync("/v1/graphs/dense", dense)).StatusCode);

        var page = await client.GetFromJsonAsync<PredictedLinksPage>("/v1/graphs/dense/links");

        Assert.NotEqual("katz", page?.Score);
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await client.GetAsync("/v1/graphs/dense/links?score=katz"), "for katz", "Social:MaximumMillionSteps", "or another score (adamic-adar");
    }

    private async Task PutAsync(string name, string query, string edges)
    {
        using var form = new MultipartFormDataContent { { new StringContent(Nodes), "nodes" }, { new StringContent(edges), "edges" } };
        Assert.True((await app.Client.PutAsync($"/v1/graphs/{name}{query}", form)).IsSuccessStatusCode);
    }

    private async Task<T> GetAsync<T>(string path)
    {
        var answer = await app.Client.GetAsync($"/v1/{path}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<T>() ?? throw new InvalidOperationException("null");
    }
}
