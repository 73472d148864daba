using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Protocol;

public sealed class InferTests : IAsyncLifetime
{
    private readonly InferenceUnderTest _inference = new InferenceUnderTest().With("Inference:Capacity:MaxBodyBytes", "100000");
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _inference.Shelf.Publish("flows", Artifacts.Small(1));
        _inference.Shelf.Publish("flows", Artifacts.Small(2));
        _inference.Shelf.Publish("hosts", Artifacts.SmallHost(3));
        _client = await _inference.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _inference.DisposeAsync();
    }

    private static float[] Floats(JsonNode data) => [.. data.AsArray().Select(value => value!.GetValue<float>())];

    [Fact]
    public async Task Infer_WithFlowModel_GivesTheModelsProbabilitiesAndClasses()
    {
        var expected = new NetworkClassifier(Artifacts.Small(2)).Predict(SmallGraph.Sample);

        using var response = await _client.PostJsonAsync("/v2/models/flows/infer", SmallGraph.Request);

        var answer = await response.JsonAsync();
        Assert.Equal("r-1", (string)answer["id"]!);
        Assert.Equal("flows", (string)answer["model_name"]!);
        Assert.Equal("2", (string)answer["model_version"]!);
        var probabilities = answer["outputs"]![0]!;
        Assert.Equal("""probabilities FP32 [4,3]""", $"{probabilities["name"]} {probabilities["datatype"]} {probabilities["shape"]!.ToJsonString()}");
        Assert.Equal(expected, Floats(probabilities["data"]!));
        var classes = answer["outputs"]![1]!;
        Assert.Equal("""class BYTES [4]""", $"{classes["name"]} {classes["datatype"]} {classes["shape"]!.ToJsonString()}");
        Assert.Equal(expected.Chunk(3).Select(row => Artifacts.Classes[Array.IndexOf(row, row.Max())]), classes["data"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("inference-7", response.Headers.GetValues("X-NetMl-Replica").Single());
    }

    [Fact]
    public async Task Infer_WithOlderVersion_UsesIt()
    {
        var expected = new NetworkClassifier(Artifacts.Small(1)).Predict(SmallGraph.Sample);

        var answer = await (await _client.PostJsonAsync("/v2/models/flows/versions/1/infer", SmallGraph.Request)).JsonAsync();

        Assert.Equal("1", (string)answer["model_version"]!);
        Assert.Equal(expected, Floats(answer["outputs"]![0]!["data"]!));
    }

    [Fact]
    public async Task Infer_WithHostModel_GivesItsScores()
    {
        var expected = new AnomalyDetector(Artifacts.SmallHost(3)).Score(SmallGraph.Sample).Scores;

        var answer = await (await _client.PostJsonAsync("/v2/models/hosts/infer", SmallGraph.Request)).JsonAsync();

        var output = Assert.Single(answer["outputs"]!.AsArray())!;
        Assert.Equal("score FP32 [3]", $"{output["name"]} {output["datatype"]} {output["shape"]!.ToJsonString()}");
        Assert.Equal(expected, Floats(output["data"]!));
    }

    [Fact]
    public async Task Infer_WithNestedDataAndAnyPropertyOrder_GivesTheSame()
    {
        var flat = await (await _client.PostJsonAsync("/v2/models/flows/infer", SmallGraph.Request)).JsonAsync();

        var nested = await (await _client.PostJsonAsync("/v2/models/flows/infer", SmallGraph.Request.Replace(SmallGraph.FlowFeatures, SmallGraph.NestedFlowFeatures, StringComparison.Ordinal))).JsonAsync();

        Assert.Equal(flat.ToJsonString(), nested.ToJsonString());
    }

    [Fact]
    public async Task Infer_WithOneOutputAsked_GivesOnlyThat()
    {
        var answer = await (await _client.PostJsonAsync("/v2/models/flows/infer", SmallGraph.Request[..^1] + ""","outputs":[{"name":"class","parameters":{"binary_data":false}}]}""")).JsonAsync();

        Assert.Equal("class", (string)Assert.Single(answer["outputs"]!.AsArray())!["name"]!);
    }

    [Fact]
    public async Task Infer_WithJsonContentTypeAndChunkedBody_Works()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/flows/infer") { Content = new StringContent(SmallGraph.Request, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Infer_WithoutFlows_GivesEmptyTensors()
    {
        const string Empty = """
            {"inputs":[{"name":"node_features","datatype":"FP32","shape":[0,2],"data":[]},{"name":"flow_source","datatype":"INT64","shape":[0],"data":[]},
            {"name":"flow_target","datatype":"INT64","shape":[0],"data":[]},{"name":"flow_features","datatype":"FP32","shape":[0,3],"data":[]}]}
            """;

        var answer = await (await _client.PostJsonAsync("/v2/models/flows/infer", Empty)).JsonAsync();

        Assert.Equal("[0,3]", answer["outputs"]![0]!["shape"]!.ToJsonString());
        Assert.Equal("[]", answer["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Theory]
    [InlineData("", "no body")]
    [InlineData("{", "not valid JSON at line 1")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData(SmallGraph.Request + " x", "not valid JSON")]
    [InlineData("{}", "no \"inputs\"")]
    [InlineData("""{"inputs":{}}""", "inputs must be an array")]
    [InlineData("""{"inputs":[1]}""", "array of objects")]
    [InlineData("""{"inputs":[{"name":1}]}""", "inputs[0].name must be a string")]
    [InlineData("""{"inputs":[{"name":"node_features","datatype":"FP32","shape":[3,2]}]}""", "inputs[0] ('node_features') lacks data")]
    [InlineData("""{"inputs":[{"name":"node_features","datatype":"FP32","shape":[-1,2],"data":[]}]}""", "whole numbers from 0")]
    public async Task Infer_WithBodyThatIsNoRequest_Answers400(string body, string sentence)
    {
        Assert.Contains(sentence, await (await _client.PostJsonAsync("/v2/models/flows/infer", body)).ErrorAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(SmallGraph.FlowSource + ",", "", "'flow_source' is missing")]
    [InlineData("\"flow_target\"", "\"flow_source\"", "given twice")]
    [InlineData("\"flow_target\"", "\"flow_aim\"", "no input 'flow_aim'")]
    [InlineData("\"INT64\"", "\"FP32\"", "must be INT64 or INT32")]
    [InlineData("\"FP32\"", "\"FP64\"", "must be FP32")]
    [InlineData("\"shape\":[3,2]", "\"shape\":[2,3]", "must be [-1, 2]")]
    [InlineData("\"shape\":[3,2]", "\"shape\":[6]", "must be [-1, 2]")]
    [InlineData("\"shape\":[4],\"data\":[0,0,1,2]", "\"shape\":[3],\"data\":[0,0,1]", "must be [4], as flow_features has 4 rows")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[0.5,-1,2,0.25,0]", "has 5 values")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[0.5,-1,2,0.25,0,1.5,1]", "more values than its shape")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[[0.5,-1],[2,0.25,0],[1.5]]", "do not nest")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[0.5,-1,[2,0.25],0,1.5]", "do not nest")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[[[0.5],[-1]],[2,0.25],[0,1.5]]", "do not nest")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[0.5,-1,1e999,0.25,0,1.5]", "Value 2 of the input 'node_features' is not a finite number")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[0.5,-1,\"NaN\",0.25,0,1.5]", "Value 2 of the input 'node_features' is not a number")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[0.5,-1,null,0.25,0,1.5]", "is not a number")]
    [InlineData("[0.5,-1,2,0.25,0,1.5]", "[0.5,-1,NaN,0.25,0,1.5]", "not valid JSON")]
    [InlineData("[0,0,1,2]", "[0,0,1,3]", "Value 3 of the input 'flow_source' is 3, and node_features has 3 nodes")]
    [InlineData("[0,0,1,2]", "[0,0,1,-1]", "is -1")]
    [InlineData("[0,0,1,2]", "[0,0,1,1.5]", "not a whole number")]
    [InlineData("\"shape\":[3,2]", "\"shape\":[2147483647,2]", "fewer values than its shape")]
    [InlineData("\"shape\":[3,2]", "\"shape\":[3,2],\"parameters\":{\"binary_data_size\":24}", "Binary tensors are not supported")]
    [InlineData("\"id\":\"r-1\"", "\"id\":7", "id must be a string")]
    [InlineData("\"id\":\"r-1\"", "\"outputs\":[{\"name\":\"logits\"}]", "no output 'logits'; it has probabilities, class")]
    [InlineData("\"id\":\"r-1\"", "\"outputs\":[{}]", "outputs[0] lacks name")]
    public async Task Infer_WithWrongTensor_Answers400SayingWhat(string part, string replacement, string sentence)
    {
        var body = SmallGraph.Request.Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(SmallGraph.Request, body);

        Assert.Contains(sentence, await (await _client.PostJsonAsync("/v2/models/flows/infer", body)).ErrorAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Infer_WithBinaryHeader_Answers400()
    {
        _client.DefaultRequestHeaders.Add("Inference-Header-Content-Length", SmallGraph.Request.Length.ToString(CultureInfo.InvariantCulture));

        Assert.Contains("Inference-Header-Content-Length", await (await _client.PostJsonAsync("/v2/models/flows/infer", SmallGraph.Request)).ErrorAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Infer_WithBodyOverTheLimit_Answers413()
    {
        _client.DefaultRequestHeaders.ExpectContinue = true;

        await (await _client.PostJsonAsync("/v2/models/flows/infer", new string(' ', 100_001))).ErrorAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Infer_WithUnknownModel_Answers404()
    {
        Assert.Contains("known are flows, hosts", await (await _client.PostJsonAsync("/v2/models/none/infer", SmallGraph.Request)).ErrorAsync(HttpStatusCode.NotFound));
    }
}
