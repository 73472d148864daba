using System.Text;
using NetMl.Graphs.Files;

namespace NetMl.Graphs.Tests.Files;

public class EdgeListFileTests : GraphFileTests
{
    protected override bool KeepsNodes => false;

    protected override Task<NamedGraph> ReadAsync(Stream stream, bool isDirected) =>
        EdgeListFile.ReadAsync(stream, new EdgeListOptions { IsDirected = isDirected }, CancellationToken.None);

    protected override Task WriteAsync(NamedGraph graph, Stream stream) => EdgeListFile.WriteAsync(graph, stream, CancellationToken.None);

    private static Stream Bytes(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("# nodes\n1 2\n\n2   3\r\n%end\n3 1")]
    [InlineData("1\t2\n2\t3\n3\t1\n")]
    [InlineData("1,2\n\"2\", 3\n 3 , \"1\" \n")]
    [InlineData("source,target\n1,2\n2,3\n3,1")]
    [InlineData("\uFEFF1 2\n2 3\n3 1")]
    public async Task Read_ACycleInAnyDialect_GivesThreeEdges(string text)
    {
        var graph = await ReadAsync(Bytes(text), isDirected: true);

        Assert.Equal([("1", "2"), ("2", "3"), ("3", "1")], Edges(graph));
        Assert.Empty(graph.EdgeColumns);
    }

    [Fact]
    public async Task Read_Header_NamesTheAttributes()
    {
        var graph = await ReadAsync(Bytes("Source\tTarget\tservice\tweight\tport\na\tb\t\"5\"\t07\t80\na\ta\t\t-1e2\t\n"), isDirected: true);

        Assert.Equal(
            ["service Text 0 5", "service Text 1 missing", "weight Number 0 7.0", "weight Number 1 -100.0", "port Integer 0 80", "port Integer 1 missing"],
            Values(graph.EdgeColumns, 2));
        Assert.Equal([-100.0, 7], graph.Csr.Weights.ToArray());
    }

    [Theory]
    [InlineData("a\tb\n#\nc\n", 3, "1 fields")]
    [InlineData("a b\na b c\n", 2, "3 fields")]
    [InlineData("a\n", 1, "two node ids")]
    [InlineData("a b 1 2\n", 1, "2 fields follow")]
    [InlineData("a,b,1\nb,c,NaN\n", 2, "'NaN'")]
    [InlineData("a,b,1\nb,c,heavy\n", 2, "'heavy'")]
    [InlineData("a,b\n,c\n", 2, "field 1")]
    [InlineData("a,b\n\"c,d\n", 2, "quote")]
    [InlineData("a,b\n\"c\"x,d\n", 2, "quote")]
    [InlineData("source,target,x,x\n", 1, "'x'")]
    public async Task Read_BadLine_IsNamed(string text, long line, string part) =>
        Assert.Contains(part, (await RefusedAsync(text, line)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Read_EndlessLine_IsRefusedInLittleMemory()
    {
        using var endless = new MemoryStream(Enumerable.Repeat((byte)'x', 8 << 20).ToArray());

        var reason = await Assert.ThrowsAsync<GraphInputException>(() => ReadAsync(endless, isDirected: true));

        Assert.Contains("longer than", reason.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Position, 0, 3 << 20);
    }

    [Fact]
    public async Task Read_NotUtf8_SaysFromWhichLine()
    {
        using var stream = new MemoryStream([.. "a b\n"u8, 0xFF, 0xFE, (byte)' ', (byte)'c']);

        var reason = await Assert.ThrowsAsync<GraphInputException>(() => ReadAsync(stream, isDirected: true));

        Assert.Contains("UTF-8", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_UnknownNode_IsRefusedWhenNodesAreGiven()
    {
        var builder = new NamedGraphBuilder();
        builder.Node("a");
        builder.Node("b");

        var options = new EdgeListOptions { AddsNodes = false };
        await EdgeListFile.AppendAsync(builder, Bytes("b a\n"), options, CancellationToken.None);
        var reason = await Assert.ThrowsAsync<GraphInputException>(() => EdgeListFile.AppendAsync(builder, Bytes("a b\nb c\n"), options, CancellationToken.None));

        Assert.Equal("Line 2: 'c' is not the id of a node: add it to the nodes, or leave the edge out.", reason.Message);
    }

    [Fact]
    public async Task Write_LineBreakInAnId_IsRefused()
    {
        var builder = new NamedGraphBuilder();
        builder.AddEdge(builder.Node("a\nb"), builder.Node("c"));

        await Assert.ThrowsAsync<ArgumentException>(() => WrittenAsync(builder.Build(isDirected: true)));
    }

    [SkippableTheory]
    [InlineData("email-Enron.edges.txt.gz", 36692)]
    [InlineData("CollegeMsg.temporal.txt.gz", 1899)]
    public async Task Read_PublishedGraph_HasItsNodes(string file, int nodes)
    {
        await using var stream = new System.IO.Compression.GZipStream(File.OpenRead(NetMl.Tests.RealData.Path($"graphs/{file}")), System.IO.Compression.CompressionMode.Decompress);

        var graph = await EdgeListFile.ReadAsync(stream, new EdgeListOptions { Columns = ["time"] }, CancellationToken.None);

        Assert.Equal(nodes, graph.NodeCount);
    }
}
