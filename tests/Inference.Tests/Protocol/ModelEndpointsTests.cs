using System.Net;
using System.Text.Json.Nodes;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Protocol;

public sealed class ModelEndpointsTests
{
    private static async Task<InferenceUnderTest> WithTwoVersionsAsync()
    {
        var inference = new InferenceUnderTest();
        inference.Shelf.Publish("flows", Artifacts.Small(1));
        inference.Shelf.Publish("flows", Artifacts.Small(2));
        inference.Shelf.Publish("hosts", Artifacts.SmallHost(1));
        (await inference.ClientAsync()).Dispose();
        return inference;
    }

    [Fact]
    public async Task Metadata_OfFlowModel_HasVersionsAndTensors()
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();

        var metadata = await (await client.GetAsync("/v2/models/flows")).JsonAsync();

        var expected = JsonNode.Parse("""
            {"name":"flows","versions":["1","2"],"platform":"netml_gnn",
             "inputs":[{"name":"node_features","datatype":"FP32","shape":[-1,2]},{"name":"flow_source","datatype":"INT64","shape":[-1]},
                       {"name":"flow_target","datatype":"INT64","shape":[-1]},{"name":"flow_features","datatype":"FP32","shape":[-1,3]}],
             "outputs":[{"name":"probabilities","datatype":"FP32","shape":[-1,3]},{"name":"class","datatype":"BYTES","shape":[-1]}]}
            """);
        Assert.True(JsonNode.DeepEquals(expected, metadata), metadata.ToJsonString());
    }

    [Fact]
    public async Task Metadata_OfHostModelVersion_HasItsOutput()
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();

        var metadata = await (await client.GetAsync("/v2/models/hosts/versions/1")).JsonAsync();

        Assert.Equal("""[{"name":"score","datatype":"FP32","shape":[-1]}]""", metadata["outputs"]!.ToJsonString());
        Assert.Equal("""["1"]""", metadata["versions"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/v2/models/flows/ready")]
    [InlineData("/v2/models/flows/versions/1/ready")]
    [InlineData("/v2/models/flows/versions/latest/ready")]
    public async Task Ready_OfPublishedModel_Answers200(string path)
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();

        Assert.Equal("""{"name":"flows","ready":true}""", (await (await client.GetAsync(path)).JsonAsync()).ToJsonString());
    }

    [Theory]
    [InlineData("/v2/models/flow", "Did you mean 'flows'?")]
    [InlineData("/v2/models/other", "known are flows, hosts")]
    [InlineData("/v2/models/other/ready", "known are flows, hosts")]
    [InlineData("/v2/models/flows/versions/3", "it has 1, 2 and the aliases latest")]
    [InlineData("/v2/models/flows/versions/newest/ready", "it has 1, 2 and the aliases latest")]
    public async Task Call_ForUnknownModelOrVersion_Answers404ListingTheKnown(string path, string sentence)
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();

        Assert.Contains(sentence, await (await client.GetAsync(path)).ErrorAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Index_WithoutBody_ListsAllVersionsWithState()
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();

        var rows = (await (await client.PostAsync("/v2/repository/index", null)).JsonAsync()).AsArray();

        Assert.Equal(["flows 1 UNKNOWN", "flows 2 READY", "hosts 1 READY"], rows.Select(row => $"{row!["name"]} {row["version"]} {row["state"]}"));
    }

    [Fact]
    public async Task Index_RightAfterAPublication_HasIt()
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();
        inference.Shelf.Publish("flows", Artifacts.Small(3));

        var rows = (await (await client.PostAsync("/v2/repository/index", null)).JsonAsync()).AsArray();

        Assert.Contains("flows 3 READY", rows.Select(row => $"{row!["name"]} {row["version"]} {row["state"]}"));
    }

    [Fact]
    public async Task Index_OfReadyOnly_LeavesTheOthersOut()
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();

        var rows = (await (await client.PostJsonAsync("/v2/repository/index", """{"ready":true}""")).JsonAsync()).AsArray();

        Assert.Equal(2, rows.Count);
        Assert.Contains("\"ready\"", await (await client.PostJsonAsync("/v2/repository/index", "[1]")).ErrorAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task LoadAndUnload_OfModel_Answer200And501()
    {
        await using var inference = await WithTwoVersionsAsync();
        using var client = inference.Client();

        using var load = await client.PostAsync("/v2/repository/models/flows/load", null);
        using var unload = await client.PostAsync("/v2/repository/models/flows/unload", null);

        Assert.Equal(HttpStatusCode.OK, load.StatusCode);
        Assert.Contains("'flows'", await unload.ErrorAsync(HttpStatusCode.NotImplemented));
    }
}
