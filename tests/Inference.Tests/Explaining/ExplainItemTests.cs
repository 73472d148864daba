using System.Net;
using System.Net.Http.Json;
using NetMl.Contracts;
using NetMl.Contracts.Serving;
using NetMl.Inference.Tests.Evaluating;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Explaining;

/// <summary>Explanations of nodes of a stored ring, and what is refused.</summary>
public sealed class ExplainItemTests : IAsyncLifetime
{
    private const string Address = "/v1/models/nodes/explain";
    private readonly InferenceUnderTest _inference = Create();
    private HttpClient _client = null!;

    public async Task InitializeAsync() => _client = await _inference.ClientAsync();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _inference.DisposeAsync();
    }

    [Fact]
    public async Task Explain_Node_NamesItAndItsEdges()
    {
        using var response = await PostAsync("ring");
        var why = await response.Content.ReadFromJsonAsync(WireJson.Default.ExplainResponse);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("n3", why?.Item);
        Assert.All(why?.Edges ?? [], edge => Assert.StartsWith("n", edge.Source, StringComparison.Ordinal));
    }

    /// <summary>The graph is replaced between its tensors and its names.</summary>
    [Theory]
    [InlineData("replaced", "was replaced while it was read")]
    [InlineData("shorter", "2 names for 12 nodes")]
    [InlineData("torn", "cannot be used")]
    public async Task Explain_TornAnswers_AreUnavailable(string graph, string sentence)
    {
        using var response = await PostAsync(graph);

        Assert.Contains(sentence, await response.ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Explain_RequestTooLarge_IsRefused(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent($$"""{"graph":"{{new string('x', 70_000)}}"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await _client.SendAsync(request);

        Assert.Contains("at most 65536 bytes", await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string graph) => _client.PostAsJsonAsync(Address, new ExplainRequest(Graph: graph, Node: "n3"), WireJson.Default.ExplainRequest);

    private static InferenceUnderTest Create()
    {
        var (tensors, names) = (EvaluateNodesTests.Tensors(isSplit: false), Enumerable.Range(0, 12).Select(node => $"n{node}").ToArray());
        var stored = new StoredData { Graphs = { ["ring"] = tensors, ["replaced"] = tensors, ["shorter"] = tensors, ["torn"] = tensors[..^40] } };
        stored.Names["ring"] = ("v1", names);
        stored.Names["replaced"] = ("v2", names);
        stored.Names["shorter"] = ("v1", names[..2]);
        var inference = new InferenceUnderTest { Stored = stored };
        inference.Shelf.Publish("nodes", Artifacts.OfNodes(1));
        return inference;
    }
}
