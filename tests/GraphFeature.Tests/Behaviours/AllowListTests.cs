using System.Net;
using System.Text;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Tests.Behaviours;

public sealed class AllowListTests
{
    private const string Path = "/v1/datasets/office/allow-list";

    [Fact]
    public async Task Put_EntryForTheScanner_LowersItsFindingUntilTakenBack()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.PortScan(200))]);
        using var client = app.CreateClient();
        Assert.Equal("""{"hosts":{},"entries":[]}""", await client.GetStringAsync(new Uri(Path, UriKind.Relative)));
        const string list = """{ "entries": [ { "network": "10.0.0.66", "reason": "our own scanner" } ] }""";

        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(client, list)).StatusCode);
        await app.AnalysedAsync("office");

        var finding = Assert.Single(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours"));
        Assert.Equal((10, -90), (finding.Score, finding.Adjustments?.Single().Points));
        Assert.EndsWith("; our own scanner.", finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(list, await client.GetStringAsync(new Uri(Path, UriKind.Relative)));

        await PutAsync(client, "{}");
        await app.AnalysedAsync("office");
        Assert.Equal(100, Assert.Single(await app.GetAsync<BehaviourFinding[]>("/v1/datasets/office/behaviours")).Score);
    }

    [Fact]
    public async Task Put_Mistakes_AreAllSaid()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        await app.DeliverAndAnalyseAsync("office", [TestFlows.Batch(TestFlows.Browsing(10))]);
        using var client = app.CreateClient();

        using var wrong = await PutAsync(client, """{ "entries": [ { "network": "here", "reason": "r" }, { "port": 80 } ] }""");
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, wrong, "Entry 1 of the allow-list has the network 'here'", "Entry 2 of the allow-list has no reason");

        using var large = await PutAsync(client, new string(' ', (1 << 20) + 1));
        await ProblemAssert.IsAsync(HttpStatusCode.RequestEntityTooLarge, large, "more than 1048576 bytes");
    }

    [Fact]
    public async Task Put_UnknownDataset_SaysWhatToDo()
    {
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder);
        using var client = app.CreateClient();

        using var response = await PutAsync(client, "{}");

        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, response, "There is no data set 'office': send flows to it first.");
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PutAsync(new Uri(Path, UriKind.Relative), content);
    }
}
