using System.Text;
using NetMl.Graphs.Files;

namespace NetMl.Graphs.Tests.Files;

public class NodeLinkFileTests : GraphFileTests
{
    protected override bool KeepsNodes => true;

    protected override Task<NamedGraph> ReadAsync(Stream stream, bool isDirected) => NodeLinkFile.ReadAsync(stream, CancellationToken.None);

    protected override async Task WriteAsync(NamedGraph graph, Stream stream)
    {
        await NodeLinkFile.WriteAsync(graph, stream, CancellationToken.None);
    }

    [Theory]
    [InlineData("networkx-directed.json", false)]
    [InlineData("networkx-multi.json", true)]
    public async Task Read_WrittenByNetworkX_GivesItsGraph(string file, bool isMulti)
    {
        await using var stream = NetworkXFiles.Open(file);

        NetworkXFiles.Check(await ReadAsync(stream, true), isMulti);
    }

    [Fact]
    public async Task Read_EdgesBeforeNodesAndUnknownMembers_GivesTheGraph()
    {
        const string Text = """{"graph": {"a": [1, {"nodes": []}]}, "edges": [{"source": 1, "target": "b", "x": null}], "more": 1, "nodes": [{"id": "b"}, {"label": "c", "id": 1}], "directed": true}""";

        var graph = await ReadAsync(new MemoryStream([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]), true);

        Assert.True(graph.IsDirected);
        Assert.Equal([("1", "b")], Edges(graph));
        Assert.Equal(["label Text 0 c", "label Text 1 missing"], Values(graph.NodeColumns, 2));
    }

    [Fact]
    public async Task Read_AByteAtATime_GivesTheSame()
    {
        var bytes = (await WrittenAsync((await ReadAsync(NetworkXFiles.Open("networkx-multi.json"), true)))).ToArray();

        await using var slow = new OneByteStream(bytes);
        NetworkXFiles.Check(await ReadAsync(slow, true), isMulti: true);
    }

    [Theory]
    [InlineData("[]", 1, "no JSON object")]
    [InlineData("{\n}", 2, "\"nodes\"")]
    [InlineData("{\"nodes\":\n1}", 2, "no list")]
    [InlineData("{\"nodes\": [\n1]}", 2, "no object")]
    [InlineData("{\"nodes\": [{\"id\": 1},\n{\"id\": \"1\"}]}", 2, "'1' is there already")]
    [InlineData("{\"nodes\": [\n{\"name\": 1}]}", 2, "no \"id\"")]
    [InlineData("{\"nodes\": [{\"id\":\nnull}]}", 2, "\"id\"")]
    [InlineData("{\"nodes\": [{\"id\": \"\"}]}", 1, "\"id\"")]
    [InlineData("{\"nodes\": [{\"id\": 1, \"pos\":\n[1, 2]}]}", 2, "\"pos\"")]
    [InlineData("{\"nodes\": [{\"id\": 1, \"x\": 1, \"x\": 2}]}", 1, "twice")]
    [InlineData("{\"nodes\": [{\"id\": 1, \"x\": 1e999}]}", 1, "too large")]
    [InlineData("{\"nodes\": [], \"links\": [{\"source\": 1,\n\"target\": 2}]}", 2, "'1'")]
    [InlineData("{\"nodes\": [], \"links\": [{\"source\": 1\n}]}", 2, "\"target\"")]
    [InlineData("{\"nodes\": [],\n\"nodes\": []}", 2, "twice")]
    [InlineData("{\"nodes\": [{\"id\": 1, \"x\":\nNaN}]}", 2, "node '1' has \"x\", which is NaN")]
    [InlineData("{\"nodes\": [{\"id\": 1}, {\"x\": -Infinity, \"id\": 2}]}", 1, "node 2 of the list has \"x\"")]
    [InlineData("{\"nodes\": [{\"id\": 1}], \"links\": [{\"w\": NaN}]}", 1, "link 1 of the list has \"w\"")]
    [InlineData("{\"graph\": {\"x\": NaN}, \"nodes\": []}", 1, "\"graph\" is NaN")]
    [InlineData("{\"nodes\": [{\"id\": 1, \"x\": None}]}", 1, "no well-formed JSON")]
    [InlineData("{\"nodes\": [{\"id\": 1}], \"adjacency\": [[{\"id\": 1}]]}", 1, "no 'links' or 'edges'; write it with networkx.node_link_data")]
    [InlineData("{\"nodes\": [{\"id\": 1}", 1, "JSON")]
    [InlineData("{\"directed\": 1, \"nodes\": []}", 1, "\"directed\"")]
    public async Task Read_BadFile_IsRefusedByLine(string text, long line, string part) =>
        Assert.Contains(part, (await RefusedAsync(text, line)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Read_DeepNesting_IsRefused() => await RefusedAsync("{\"graph\": " + new string('[', 100_000), 1);

    [Fact]
    public async Task Read_EndlessText_IsRefused() => await RefusedAsync("{\"graph\": \"" + new string('x', 3 << 20), 1);

    [Theory]
    [InlineData("id", 1)]
    [InlineData("x", double.NaN)]
    public async Task Write_WhatTheFormatCannotHold_IsRefused(string name, double value)
    {
        var builder = new NamedGraphBuilder();
        builder.NodeColumn(name)?.TryAdd(builder.Node("a"), value);

        await Assert.ThrowsAsync<ArgumentException>(() => WrittenAsync(builder.Build(isDirected: true)));
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
