using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;
using NetMl.Tests;

namespace NetMl.GraphFeature.Tests.Graphs;

public class GraphTests(OfficeApp app) : IClassFixture<OfficeApp>
{
    private const string Nodes = "#node\tlabel\tsplit\tfeatures(idx[:val])\na\tred\ttrain\t0 2:0.5\nb\tblue\tval\t\nc\tred\tnone\t2:1\n\nd\t\ttest\t1:0\n";

    /// <summary>
    /// <code>
    ///   a --- b    c    d ⟲     a–b twice
    /// </code>
    /// </summary>
    private const string Edges = "a\tb\t1.5\nb\ta\t2\nd\td\t1\n";

    [Fact]
    public async Task Put_NodesAndEdges_AreSummarised()
    {
        var answer = await PutAsync("small", Nodes, Edges);
        var info = await ReadAsync<GraphInfo>(answer);

        Assert.Equal((HttpStatusCode.Created, "/v1/graphs/small"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal((false, 4, 2, 1, 3, 3), (info.Directed, info.Nodes, info.Edges, info.SelfLoops, info.Components, info.Features));
        Assert.Equal("red 2, blue 1", string.Join(", ", info.Classes.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal("test 1, train 1, val 1", string.Join(", ", info.Splits.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.Equal($"\"{info.Version}\"", answer.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task Put_Again_ReplacesTheWhole()
    {
        await PutAsync("twice", Nodes, Edges);

        var answer = await PutAsync("twice", "node,x,y\n1,0.25,-1e3\n2,0,4\n", "source,target\n1,2\n", "?directed=true");
        var nodes = await app.Client.GetFromJsonAsync<GraphNodesPage>("/v1/graphs/twice/nodes");
        var info = await ReadAsync<GraphInfo>(answer);

        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, info.Directed));
        Assert.Equal(["x", "y"], info.FeatureNames);
        Assert.Equal([0.25f, -1000], nodes?.Nodes[0].FeatureValues);
        Assert.Equal([1], nodes?.Nodes[1].FeatureIndices);
    }

    [Fact]
    public async Task Get_NodesAndEdges_ComeByPage()
    {
        await PutAsync("paged", Nodes, Edges);

        var red = await app.Client.GetFromJsonAsync<GraphNodesPage>("/v1/graphs/paged/nodes?label=red&offset=1");
        var none = await app.Client.GetFromJsonAsync<GraphNodesPage>("/v1/graphs/paged/nodes?split=test");
        var edges = await app.Client.GetFromJsonAsync<GraphEdgesPage>("/v1/graphs/paged/edges?top=1");
        var last = await app.Client.GetFromJsonAsync<GraphEdgesPage>("/v1/graphs/paged/edges?offset=1");

        Assert.Equal((2, "c"), (red?.Total, Assert.Single(red?.Nodes ?? []).Id));
        Assert.Null(Assert.Single(none?.Nodes ?? []).Label);
        Assert.Equal((2, new GraphEdge("a", "b", 3.5)), ((int?)edges?.Total, Assert.Single(edges?.Edges ?? [])));
        Assert.Equal([new GraphEdge("d", "d", 1)], last?.Edges);
    }

    [Theory]
    [InlineData("edge list", "a b\nb c\n", 3, 2)]
    [InlineData("JSON", """ {"nodes":[{"id":"a","label":"x","size":2},{"id":"b","size":0,"colour":"red"}],"links":[{"source":"a","target":"b"}]}""", 2, 1)]
    [InlineData("GraphML", """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="undirected"><node id="a"/><node id="b"/><edge source="a" target="b"/></graph></graphml>""", 2, 1)]
    public async Task Put_OneFile_IsToldByItsBeginning(string format, string file, int nodes, int edges)
    {
        using var body = new StringContent(file);

        var answer = await app.Client.PutAsync($"/v1/graphs/one-{nodes}-{format.Length}", body);
        var info = await ReadAsync<GraphInfo>(answer);

        Assert.Equal((nodes, edges), (info.Nodes, (int)info.Edges));
        Assert.Equal(format == "JSON" ? ["colour"] : [], info.LeftOut);
        Assert.Equal(format == "JSON" ? 1 : 0, info.Features);
    }

    [Fact]
    public async Task Put_TimesOfEdges_AreKeptRowByRow()
    {
        using var body = new StringContent("a b 20\nb a 10\na b 20\n");
        using var later = new StringContent("a b 20\nb a 10\na b 21\n");

        var info = await ReadAsync<GraphInfo>(await app.Client.PutAsync("/v1/graphs/timed?columns=time", body));
        var other = await ReadAsync<GraphInfo>(await app.Client.PutAsync("/v1/graphs/timed?columns=time", later));
        var links = await app.Services.GetRequiredService<IGraphStore>().ReadLinksAsync("timed", CancellationToken.None);

        Assert.Equal(new GraphTimes(3, DateTimeOffset.FromUnixTimeSeconds(10), DateTimeOffset.FromUnixTimeSeconds(20)), info.Times);
        Assert.NotEqual(info.Version, other.Version);
        Assert.Equal((1, "a, b", "10, 20, 21", "1, 0, 0"), (
            other.Edges, string.Join(", ", links?.Ids ?? []), string.Join(", ", links?.Times?.Times.ToArray() ?? []), string.Join(", ", links?.Times?.Sources.ToArray() ?? [])));
    }

    [Fact]
    public async Task Get_KnownTag_AnswersNotModified()
    {
        var tag = (await PutAsync("tagged", Nodes, Edges)).Headers.ETag ?? throw new InvalidOperationException("no ETag");
        using var client = app.NewClient();
        client.DefaultRequestHeaders.IfNoneMatch.Add(tag);

        foreach (var part in (string[])["", "/nodes", "/edges"])
            Assert.Equal(HttpStatusCode.NotModified, (await client.GetAsync($"/v1/graphs/tagged{part}")).StatusCode);
        await PutAsync("tagged", Nodes.Replace("blue", "green", StringComparison.Ordinal), Edges);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/graphs/tagged")).StatusCode);
    }

    [Fact]
    public async Task Delete_Graph_IsGone()
    {
        await PutAsync("gone", Nodes, Edges);

        var first = await app.Client.DeleteAsync("/v1/graphs/gone");
        var second = await app.Client.DeleteAsync("/v1/graphs/gone");

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, second, "no graph 'gone'", "import it first");
        Assert.DoesNotContain("gone", (await app.Client.GetFromJsonAsync<GraphInfo[]>("/v1/graphs") ?? []).Select(info => info.Name));
    }

    [Theory]
    [InlineData("a\ta\nb\n", "", "The part 'nodes'", "Line 2: the row has 1 fields, the first row has 2.")]
    [InlineData("a\nb\na\n", "", "The part 'nodes'", "Line 3: node 'a' is there already")]
    [InlineData("id\tx\na\tNaN\n", "", "The part 'nodes'", "Line 2: feature 'x' is 'NaN'")]
    [InlineData("id\tx\na\t\n", "", "The part 'nodes'", "Line 2: feature 'x' is ''")]
    [InlineData("a\tl\ttrain\t3:inf\n", "", "The part 'nodes'", "Line 1: feature '3' is 'inf'")]
    [InlineData("a\tl\ttrain\t3 3:2\n", "", "The part 'nodes'", "Line 1: feature 3 has two values.")]
    [InlineData("a\tl\ttrain\t2000000000\n", "", "The part 'nodes'", "index from 0 to 1048575")]
    [InlineData("a\tl\ttrained\n", "", "The part 'nodes'", "Line 1: the split is 'trained'; it must be train, val, test or none.")]
    [InlineData("id\tlabel\tlabel\n", "", "The part 'nodes'", "Line 1: column 3 has the name 'label'")]
    [InlineData("a\n", "a\tz\n", "The part 'edges'", "Line 1: 'z' is not the id of a node")]
    [InlineData("a\n", "a\ta\tNaN\n", "The part 'edges'", "Line 1: the weight 'NaN'")]
    [InlineData("a\n", "a\n", "The part 'edges'", "Line 1: an edge needs two node ids")]
    [InlineData("", "", "holds no node", "send a form")]
    public async Task Put_BadTable_NamesThePartAndTheLine(string nodes, string edges, string part, string what)
    {
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await PutAsync("bad", nodes, edges), part, what);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/v1/graphs/bad")).StatusCode);
    }

    [Fact]
    public async Task Put_BadForm_SaysWhatToSend()
    {
        using var other = new MultipartFormDataContent { { new StringContent("a b\n"), "file" } };
        using var alone = new MultipartFormDataContent { { new StringContent("a\n"), "nodes" } };
        using var torn = new StringContent("--x\r\nContent-Disposition: form-data; name=nodes\r\n\r\na", Encoding.UTF8);
        torn.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.PutAsync("/v1/graphs/bad", other), "first part is 'file'", "'nodes' and then 'edges'");
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.PutAsync("/v1/graphs/bad", alone), "ends too early", "'nodes' and then 'edges'");
        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.PutAsync("/v1/graphs/bad", torn), "cannot be read");
    }

    /// <summary>Who sends slowly holds up nobody else.</summary>
    [Fact]
    public async Task Put_WhileAnotherTrickles_IsAnswered()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("a b\n"u8.ToArray());
        using var trickle = new StreamContent(pipe.Reader.AsStream());
        var slow = app.Client.PutAsync("/v1/graphs/slow", trickle);

        var quick = await PutAsync("quick", Nodes, Edges);
        Assert.False(slow.IsCompleted);
        await pipe.Writer.WriteAsync("b c\n"u8.ToArray());
        await pipe.Writer.CompleteAsync();

        Assert.Equal((HttpStatusCode.Created, 3), (quick.StatusCode, (await ReadAsync<GraphInfo>(await slow)).Nodes));
    }

    /// <summary>A body whose length nobody said beforehand.</summary>
    [Fact]
    public async Task Put_LongerThanAllowed_IsRefused()
    {
        using var folder = new DataFolder();
        await using var small = new GraphFeatureApp(folder, ("Graphs:MaximumMebibytes", "1"));
        using var client = small.CreateClient();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(new byte[(1 << 20) + 1]);
        await pipe.Writer.CompleteAsync();
        using var body = new StreamContent(pipe.Reader.AsStream());

        await ProblemAssert.IsAsync(HttpStatusCode.RequestEntityTooLarge, await client.PutAsync("/v1/graphs/long", body), "Graphs:MaximumMebibytes");
    }

    [Theory]
    [InlineData("The part 'nodes' comes after 'edges': send 'nodes' first.", "edges", "nodes")]
    [InlineData("The part 'edges' is followed by 'labels'", "nodes", "edges", "labels")]
    [InlineData("The part 'graph' is followed by 'nodes'", "graph", "nodes")]
    [InlineData("The part 'nodes' is followed by 'labels'", "nodes", "labels")]
    public async Task Put_PartsInAnotherOrder_AreRefused(string what, params string[] parts)
    {
        using var form = new MultipartFormDataContent();
        foreach (var part in parts)
            form.Add(new StringContent(part == "nodes" ? "a\nb\n" : "a b\n"), part);

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.PutAsync("/v1/graphs/parts", form), what);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/v1/graphs/parts")).StatusCode);
    }

    [Theory]
    [InlineData("nodes")]
    [InlineData("edges")]
    public async Task Put_GzippedPart_IsNamed(string packed)
    {
        using var form = new MultipartFormDataContent();
        foreach (var part in (string[])["nodes", "edges"])
            form.Add(part == packed ? new ByteArrayContent([0x1F, 0x8B, 8, 0]) : new StringContent("a\n"), part);

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.PutAsync("/v1/graphs/packed", form), $"The part '{packed}'", "this is gzip: unpack it first.");
    }

    [Theory]
    [InlineData("/v1/graphs/Upper", "'name' is 'Upper'")]
    [InlineData("/v1/graphs/x%0A", "'name' is 'x")]
    [InlineData("/v1/graphs/x?directed=maybe", "'directed' is 'maybe'")]
    [InlineData("/v1/graphs/x?columns=time,time", "'columns' is 'time,time'")]
    public async Task Put_BadName_IsRefused(string path, string what)
    {
        using var body = new StringContent("a b\n");

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.PutAsync(path, body), what);
    }

    [Theory]
    [InlineData("nodes?split=trian", "Did you mean 'train'?")]
    [InlineData("nodes?top=0", "'top' is '0'")]
    [InlineData("edges?offset=-1", "'offset' is '-1'")]
    public async Task Get_BadQuery_IsRefused(string query, string what)
    {
        await PutAsync("queried", Nodes, Edges);

        await ProblemAssert.IsAsync(HttpStatusCode.BadRequest, await app.Client.GetAsync($"/v1/graphs/queried/{query}"), what);
        await ProblemAssert.IsAsync(HttpStatusCode.NotFound, await app.Client.GetAsync($"/v1/graphs/queryed/{query.Split('?')[0]}"), "Did you mean 'queried'?");
    }

    [SkippableFact]
    public async Task Put_Cora_HasThePublishedSizes()
    {
        var (nodes, edges) = (RealData.Path("citation/cora.nodes.tsv"), RealData.Path("citation/cora.edges.tsv"));

        var info = await ReadAsync<GraphInfo>(await PutAsync("cora", await File.ReadAllTextAsync(nodes), await File.ReadAllTextAsync(edges)));

        Assert.Equal((2708, 5278, 1433, 7), (info.Nodes, info.Edges, info.Features, info.Classes.Count));
        Assert.Equal((140, 500, 1000), (info.Splits["train"], info.Splits["val"], info.Splits["test"]));
    }

    private async Task<HttpResponseMessage> PutAsync(string name, string nodes, string edges, string query = "")
    {
        using var form = new MultipartFormDataContent { { new StringContent(nodes), "nodes", "nodes.tsv" }, { new StringContent(edges), "edges", "edges.tsv" } };
        return await app.Client.PutAsync($"/v1/graphs/{name}{query}", form);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<T>() ?? throw new InvalidOperationException("null");
    }
}
