using System.Text;
using NetMl.Graphs.Files;
using NetMl.Graphs.Labelled;

namespace NetMl.Graphs.Tests.Labelled;

public class LabelledGraphTests
{
    private static readonly EdgeListOptions Undirected = new() { IsDirected = false };

    [Fact]
    public async Task Tables_WithHeader_GiveFeaturesByName()
    {
        var graph = await TablesAsync("id,label,height,split,age\na,x,1.5,val,0\nb,,0,,3\n", "source,target,weight\na,b,2\na,b,3\n");

        Assert.Equal(["height", "age"], graph.FeatureNames);
        Assert.Equal(["x", null], graph.Labels);
        Assert.Equal([NodeSplit.Validation, NodeSplit.None], graph.Splits);
        Assert.Equal((0, 1.5f), (Assert.Single(graph.Features.IndicesOf(0).ToArray()), Assert.Single(graph.Features.ValuesOf(0).ToArray())));
        Assert.Equal((1, 3f), (Assert.Single(graph.Features.IndicesOf(1).ToArray()), Assert.Single(graph.Features.ValuesOf(1).ToArray())));
        Assert.Equal([(0, 1, 5.0)], DistinctEdges.Of(graph.Graph));
    }

    [Fact]
    public async Task Tables_ListedFeatures_AreSortedAndZerosLeftOut()
    {
        var graph = await TablesAsync("a\tx\ttrain\t7:0.5 2 4:0\nb\ty\ttest\t9:0\n", "a b");

        Assert.Equal((10, 2), (graph.Features.Columns, graph.Features.Rows));
        Assert.Equal([2, 7], graph.Features.IndicesOf(0).ToArray());
        Assert.Equal([1, 0.5f], graph.Features.ValuesOf(0).ToArray());
        Assert.Empty(graph.Features.IndicesOf(1).ToArray());
        Assert.Empty(graph.FeatureNames);
    }

    [Fact]
    public async Task File_GraphWithAttributes_TakesNumbersAsFeatures()
    {
        const string json = """{"nodes":[{"id":1,"label":"x","split":"train","size":2,"note":"n"},{"id":2,"size":0.5}],"links":[{"source":1,"target":2}]}""";

        var graph = await LabelledGraphFile.ReadAsync(Text("\uFEFF " + json), Undirected, CancellationToken.None);

        Assert.Equal(["size"], graph.FeatureNames);
        Assert.Equal(["note"], graph.LeftOut);
        Assert.Equal([NodeSplit.Train, NodeSplit.None], graph.Splits);
        Assert.Equal([2f], graph.Features.ValuesOf(0).ToArray());
    }

    [Theory]
    [InlineData("a b 20\nb a 10\na b 20\n", "10 b-a, 20 a-b, 20 a-b")]
    [InlineData("source,target,timestamp\na,b,1.9\na,b,\n", "1 a-b")]
    [InlineData("source,target,time\na,b,1970-01-01T00:00:05Z\nb,a,1970-01-01 00:00:04\n", "4 b-a, 5 a-b")]
    public async Task File_TimedEdges_KeepEveryRow(string text, string expected)
    {
        var graph = await LabelledGraphFile.ReadAsync(Text(text), Undirected with { Columns = ["time"] }, CancellationToken.None);

        var times = graph.Times ?? throw new InvalidOperationException("no times");
        Assert.Equal(expected, string.Join(", ", Enumerable.Range(0, times.Times.Length).Select(
            row => $"{times.Times[row]} {graph.Graph.Ids[times.Sources[row]]}-{graph.Graph.Ids[times.Targets[row]]}")));
    }

    [Theory]
    [InlineData("a b soon\n")]
    [InlineData("a b 1e300\n")]
    public async Task File_TimeThatIsNone_NamesTheEdge(string text) =>
        Assert.Contains("the edge from 'a' to 'b' has time", (await Assert.ThrowsAsync<GraphInputException>(() =>
            LabelledGraphFile.ReadAsync(Text(text), Undirected with { Columns = ["time"] }, CancellationToken.None))).Message);

    [Theory]
    [InlineData("id,x,features\na,1,2\n", "features stand in columns of their own")]
    [InlineData("a\tb\tc\td\te\n", "without a header")]
    [InlineData("\tx\n", "the id of the node is empty")]
    [InlineData("a\tx\ttrain\t-1\n", "'-1' is no feature")]
    [InlineData("a\tx\ttrain\t1:1e99\n", "not a finite number")]
    public async Task Tables_BadNodes_NameTheLine(string nodes, string expected)
    {
        var error = await Assert.ThrowsAsync<GraphInputException>(() => TablesAsync(nodes, "a a"));

        Assert.Contains(expected, error.Message);
        Assert.InRange(error.Line, 1, 2);
    }

    [Fact]
    public async Task File_SplitOfNoKind_NamesTheNode() =>
        Assert.Contains("node 'a' has the split 'half'", (await Assert.ThrowsAsync<GraphInputException>(() => LabelledGraphFile.ReadAsync(
            Text("""{"nodes":[{"id":"a","split":"half"}],"links":[]}"""), Undirected, CancellationToken.None))).Message);

    [Theory]
    [InlineData("[1,2]", "this is JSON but no graph")]
    [InlineData("\u001f\u008b\u0008", "this is gzip: unpack it first")]
    [InlineData("# x\nCreator \"igraph\"\ngraph\n[\n", "this is GML")]
    [InlineData("graph [\n  node [\n", "this is GML")]
    [InlineData("0 1 {'weight': 4}\n", "networkx.write_weighted_edgelist")]
    [InlineData("0 1 {'weight': 4, 'x': 2}\n", "networkx.write_weighted_edgelist")]
    [InlineData("0\t1\t{}\n", "networkx.write_weighted_edgelist")]
    [InlineData("""{"nodes":[{"id":"a","x":1},{"id":"b"}],"links":[]}""", "node 'b' has no 'x'")]
    public async Task File_OfAnotherKind_SaysWhatToWrite(string text, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<GraphInputException>(() => LabelledGraphFile.ReadAsync(
            new MemoryStream(Encoding.Latin1.GetBytes(text)), Undirected, CancellationToken.None))).Message);

    [Theory]
    [InlineData("graph [x]\n")]
    [InlineData("a {b}\n")]
    public async Task File_EdgeListOfIdsWithBrackets_IsRead(string text) =>
        Assert.Equal(2, (await LabelledGraphFile.ReadAsync(Text(text), Undirected, CancellationToken.None)).Graph.NodeCount);

    /// <summary>Whatever is done to the bytes, a graph comes out or a sentence.</summary>
    [Fact]
    public async Task Tables_MutatedBytes_GiveAGraphOrALine()
    {
        var random = new Random(11);
        var nodes = Encoding.UTF8.GetBytes("node\tlabel\tsplit\tfeatures\na\tx\ttrain\t0 3:0.5\nb\ty\ttest\t1:2\nc\t\t\t\n");
        for (var round = 0; round < 2000; round++)
        {
            var mutated = nodes.ToArray();
            for (var i = random.Next(1, 5); i > 0; i--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            var error = await Record.ExceptionAsync(() => NodeTable.ReadAsync(new MemoryStream(mutated), () => Task.FromResult(Text("a\tb\n")), Undirected, CancellationToken.None));

            Assert.True(error is null or GraphInputException, error?.ToString());
        }
    }

    private static Task<LabelledGraph> TablesAsync(string nodes, string edges) =>
        NodeTable.ReadAsync(Text(nodes), () => Task.FromResult(Text(edges)), Undirected, CancellationToken.None);

    private static Stream Text(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));
}
