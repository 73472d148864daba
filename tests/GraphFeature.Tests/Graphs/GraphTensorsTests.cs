using System.Net;
using NetMl.Contracts.Graphs;
using NetMl.Tensors.Files;

namespace NetMl.GraphFeature.Tests.Graphs;

public class GraphTensorsTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    private const string Nodes = "node\tlabel\tsplit\tfeatures\na\tred\ttrain\t0 2:0.5\nb\tblue\tval\t\nc\tred\tnone\t2:-1\nd\t\ttest\t1:0 0:3\n";

    /// <summary>
    /// <code>
    ///   a --- b    c    d ⟲     a–b twice
    /// </code>
    /// </summary>
    private const string Edges = "a\tb\t1.5\nb\ta\t2\nd\td\t1\n";

    [Fact]
    public async Task GetTensors_OfAGraph_HoldAllOfIt()
    {
        var version = await PutAsync("whole", Nodes);

        using var answer = await app.Client.GetAsync("/internal/graphs/whole/tensors");
        var file = Safetensors.Read(await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal((HttpStatusCode.OK, version), (answer.StatusCode, answer.Headers.ETag?.Tag));
        Assert.Equal($"\"{file.Text(GraphTensors.Version)}\"", version);
        Assert.Equal([1, 0, 1, -1], file.Tensor(GraphTensors.Label).Int32());
        Assert.Equal([1, 2, 0, 3], file.Tensor(GraphTensors.Split).UInt8().ToArray());
        Assert.Equal([0, 3], file.Tensor(GraphTensors.EdgeSource).Int32());
        Assert.Equal([1, 3], file.Tensor(GraphTensors.EdgeTarget).Int32());
        Assert.Equal([0, 2, 2, 3, 4], file.Tensor(GraphTensors.FeatureOffsets).Int32());
        Assert.Equal([0, 2, 2, 0], file.Tensor(GraphTensors.FeatureIndex).Int32());
        Assert.Equal([1, 0.5f, -1, 3], file.Tensor(GraphTensors.FeatureValue).Float32());
        Assert.Equal(("false", "3", "[]", """["blue","red"]"""),
            (file.Text(GraphTensors.Directed), file.Text(GraphTensors.Features), file.Text(GraphTensors.FeatureNames), file.Text(GraphTensors.Classes)));
    }

    [Fact]
    public async Task GetTensors_VersionThatTheCallerHas_Answers304()
    {
        var version = await PutAsync("known", Nodes);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/internal/graphs/known/tensors");
        asked.Headers.TryAddWithoutValidation("If-None-Match", version);

        using var answer = await app.Client.SendAsync(asked);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task GetTensors_MisspeltName_Answers404AndGuesses()
    {
        await PutAsync("molecules", Nodes);

        using var answer = await app.Client.GetAsync("/internal/graphs/molecule/tensors");

        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, answer, "Did you mean 'molecules'?");
    }

    private async Task<string?> PutAsync(string name, string nodes)
    {
        using var form = new MultipartFormDataContent { { new StringContent(nodes), "nodes", "nodes" }, { new StringContent(Edges), "edges", "edges" } };
        using var answer = await app.Client.PutAsync($"/v1/graphs/{name}", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.ETag?.Tag;
    }
}
