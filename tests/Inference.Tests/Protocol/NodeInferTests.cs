using System.Net;
using System.Text.Json.Nodes;
using NetMl.Gnn.NodeClassification;
using NetMl.Inference.Tests.Fixtures;
using NetMl.Tensors;

namespace NetMl.Inference.Tests.Protocol;

/// <summary>Node classifiers: the path 0–1–2 with 5 features, as a matrix and as triplets.</summary>
public sealed class NodeInferTests : IAsyncLifetime
{
    private const string Edges = """{"name":"edge_source","datatype":"INT32","shape":[2],"data":[0,1]},{"name":"edge_target","datatype":"INT64","shape":[2],"data":[1,2]}""";
    private const string Count = """{"name":"node_count","datatype":"INT32","shape":[1],"data":[3]}""";

    private const string Matrix = $$"""
        {"inputs":[{"name":"node_features","datatype":"FP32","shape":[3,5],"data":[1,0,0,2,0,0,0,0,0,0,0,3,0,0,1]},{{Edges}}]}
        """;

    private const string Triplets = $$"""
        {"inputs":[{{Count}},{"name":"feature_row","datatype":"INT32","shape":[4],"data":[2,0,2,0]},{"name":"feature_index","datatype":"INT32","shape":[4],"data":[4,0,1,3]},
        {"name":"feature_value","datatype":"FP32","shape":[4],"data":[1,1,3,2]},{{Edges}}]}
        """;

    private static readonly SparseMatrix<float> Raw = new(Adjacency.OfRows(5, [0, 2, 2, 4], [0, 3, 1, 4]), [1, 2, 3, 1]);
    private readonly InferenceUnderTest _inference = new InferenceUnderTest().With("Inference:Capacity:MaxNodes", "4");
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _inference.Shelf.Publish("papers", Artifacts.OfNodes(1));
        _inference.Shelf.Publish("known", Artifacts.OfKnownNodes(1));
        _client = await _inference.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _inference.DisposeAsync();
    }

    [Theory]
    [InlineData(Matrix)]
    [InlineData(Triplets)]
    public async Task Infer_MatrixOrTriplets_GivesTheModelsProbabilitiesAndClasses(string request)
    {
        var expected = new NodePredictor(Artifacts.OfNodes(1)).Predict(Raw, [0, 1], [1, 2]);

        var answer = await (await _client.PostJsonAsync("/v2/models/papers/infer", request)).JsonAsync();

        var (probabilities, classes) = (answer["outputs"]![0]!, answer["outputs"]![1]!);
        Assert.Equal("[3,3]", probabilities["shape"]!.ToJsonString());
        Assert.Equal(expected, probabilities["data"]!.AsArray().Select(value => value!.GetValue<float>()));
        Assert.Equal(expected.Chunk(3).Select(row => Artifacts.Classes[Array.IndexOf(row, row.Max())]), classes["data"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task Infer_KnownNodes_NeedTheirNumberOnly()
    {
        var answer = await (await _client.PostJsonAsync("/v2/models/known/infer", $$"""{"inputs":[{{Count}},{{Edges}}]}""")).JsonAsync();

        Assert.Equal("[3,3]", answer["outputs"]![0]!["shape"]!.ToJsonString());
        Assert.Contains("3 nodes of its own graph", await (await _client.PostJsonAsync(
            "/v2/models/known/infer", $$"""{"inputs":[{{Count.Replace("[3]", "[4]", StringComparison.Ordinal)}},{{Edges}}]}""")).ErrorAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Metadata_OfNodeModel_HasBothWaysToGiveFeatures()
    {
        var metadata = await (await _client.GetAsync("/v2/models/papers")).JsonAsync();

        var expected = JsonNode.Parse("""
            [{"name":"node_features","datatype":"FP32","shape":[-1,5]},{"name":"node_count","datatype":"INT32","shape":[1]},
             {"name":"feature_row","datatype":"INT32","shape":[-1]},{"name":"feature_index","datatype":"INT32","shape":[-1]},{"name":"feature_value","datatype":"FP32","shape":[-1]},
             {"name":"edge_source","datatype":"INT32","shape":[-1]},{"name":"edge_target","datatype":"INT32","shape":[-1]}]
            """);
        Assert.True(JsonNode.DeepEquals(expected, metadata["inputs"]), metadata.ToJsonString());
        Assert.Equal("""[{"name":"probabilities","datatype":"FP32","shape":[-1,3]},{"name":"class","datatype":"BYTES","shape":[-1]}]""", metadata["outputs"]!.ToJsonString());
    }

    [Theory]
    [InlineData("\"shape\":[3,5],", "\"shape\":[5,3],", "must be [-1, 5]")]
    [InlineData("\"data\":[0,1]", "\"data\":[0,3]", "is 3, and there are 3 nodes")]
    [InlineData("\"data\":[1,0,0,2", "\"data\":[1,0,0,-2", "not negative")]
    [InlineData("{\"inputs\":[", "{\"inputs\":[" + Count + ",", "either as a matrix or as triplets")]
    [InlineData("\"name\":\"edge_target\"", "\"name\":\"edge_aim\"", "no input 'edge_aim'")]
    public async Task Infer_WrongMatrix_Answers400(string part, string replacement, string sentence)
    {
        var body = Matrix.Replace(part, replacement, StringComparison.Ordinal);

        Assert.Contains(sentence, await (await _client.PostJsonAsync("/v2/models/papers/infer", body)).ErrorAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("\"data\":[3]", "\"data\":[5]", HttpStatusCode.RequestEntityTooLarge, "at most 4")]
    [InlineData("\"data\":[3]", "\"data\":[-1]", HttpStatusCode.BadRequest, "is -1")]
    [InlineData("[2,0,2,0]", "[2,0,3,0]", HttpStatusCode.BadRequest, "there are 3 nodes")]
    [InlineData("[4,0,1,3]", "[5,0,1,3]", HttpStatusCode.BadRequest, "the model has 5 features")]
    [InlineData("feature_row\",\"datatype\":\"INT32\",\"shape\":[4]", "feature_row\",\"datatype\":\"INT32\",\"shape\":[3]", HttpStatusCode.BadRequest, "as feature_value has 4 rows")]
    public async Task Infer_WrongTriplets_IsRefused(string part, string replacement, HttpStatusCode status, string sentence)
    {
        var body = Triplets.Replace(part, replacement, StringComparison.Ordinal);

        Assert.Contains(sentence, await (await _client.PostJsonAsync("/v2/models/papers/infer", body)).ErrorAsync(status));
    }

    [Fact]
    public async Task Score_FlowsByANodeModel_Answers409()
    {
        using var flows = new StringContent("{}");

        using var answer = await _client.PostAsync("/v1/models/papers/score?format=ndjson", flows);

        Assert.Contains("classifies the nodes of a graph", await answer.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Infer_AfterANewVersion_UsesIt()
    {
        _inference.Shelf.Publish("papers", Artifacts.OfNodes(2));
        await _inference.RefreshAsync();

        var answer = await (await _client.PostJsonAsync("/v2/models/papers/infer", Matrix)).JsonAsync();

        Assert.Equal("2", (string)answer["model_version"]!);
        Assert.Equal(new NodePredictor(Artifacts.OfNodes(2)).Predict(Raw, [0, 1], [1, 2]), answer["outputs"]![0]!["data"]!.AsArray().Select(value => value!.GetValue<float>()));
    }
}
