using System.Text;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Graphs;
using NetMl.Graphs.Files;
using NetMl.Graphs.Labelled;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises of <see cref="NetMl.GraphFeature.Store.IGraphStore"/>.</summary>
public abstract class GraphStoreContract : StoreContract
{
    private const string Nodes = "#node\tlabel\tsplit\tfeatures(idx[:val])\na\tred\ttrain\t0 2:0.5\nb\tblue\tval\t\nç\tred\tnone\t2:1\n";

    private static readonly EdgeListOptions Undirected = new() { IsDirected = false };

    private protected GraphStoreContract(Func<TestStores> open)
        : base(open)
    {
    }

    [SkippableFact]
    public async Task PutGraph_ComesBackByPageAndWhole()
    {
        Assert.False(await PutAsync("small", Nodes, "b\ta\t2\na\tç\t0.1\n"));

        var red = await Graphs.ListNodesAsync("small", "red", null, 0, 10, CancellationToken.None);
        var second = await Graphs.ListNodesAsync("small", null, null, 1, 1, CancellationToken.None);
        var edges = await Graphs.ListEdgesAsync("small", 0, 10, CancellationToken.None);
        var whole = await Graphs.ReadGraphAsync("small", 1 << 20, CancellationToken.None);

        Assert.Equal((2, "a,ç"), (red.Total, string.Join(',', red.Nodes.Select(node => node.Id))));
        Assert.Equal((3, "b", 0), (second.Total, second.Nodes[0].Id, second.Nodes[0].FeatureIndices.Count));
        Assert.Equal([0.5f], red.Nodes[0].FeatureValues.Skip(1));
        Assert.Equal([new GraphEdge("a", "b", 2), new GraphEdge("a", "ç", 0.1)], edges);
        Assert.Equal([new GraphEdge("a", "ç", 0.1)], await Graphs.ListEdgesAsync("small", 1, 10, CancellationToken.None));
        Assert.Equal((2, 3), (whole?.EdgeTarget.Length, whole?.FeatureIndex.Length));
        Assert.Equal(["red", "blue", "red"], whole?.Labels);
        Assert.Equal([NodeSplit.Train, NodeSplit.Validation, NodeSplit.None], whole?.Splits);
        Assert.Equal([0, 2, 2, 3], whole?.FeatureOffsets ?? []);
        Assert.Null(await Graphs.ReadGraphAsync("small", 10, CancellationToken.None));
    }

    [SkippableFact]
    public async Task PutGraph_Again_ReplacesTheWhole()
    {
        await PutAsync("small", Nodes, "b\ta\t2\n");

        Assert.True(await PutAsync("small", "#node\tlabel\tsplit\tfeatures(idx[:val])\nx\t\tnone\t\n", ""));

        Assert.Equal(1, (await Graphs.FindGraphAsync("small", CancellationToken.None))?.Nodes);
        Assert.Equal("x", Assert.Single((await Graphs.ListNodesAsync("small", null, null, 0, 10, CancellationToken.None)).Nodes).Id);
        Assert.Empty(await Graphs.ListEdgesAsync("small", 0, 10, CancellationToken.None));
    }

    [SkippableFact]
    public async Task PutGraph_FromTwoSidesAtOnce_OneOfThemStays()
    {
        var puts = Enumerable.Range(1, 6).Select(count => Task.Run(() => PutAsync("small", Table(count), ""))).ToList();
        var seen = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Graphs.ReadGraphAsync("small", 1 << 20, CancellationToken.None))));
        await Task.WhenAll(puts);

        Assert.All(seen.Where(graph => graph is not null), graph => Assert.Equal(graph?.Info.Nodes, graph?.Labels.Count));
        var last = await Graphs.FindGraphAsync("small", CancellationToken.None);
        Assert.Equal(last?.Nodes, (await Graphs.ListNodesAsync("small", null, null, 0, 10, CancellationToken.None)).Total);
    }

    // Whoever reads a store's list must not meet a text that the store cannot keep.
    [SkippableFact]
    public async Task PutGraph_NamesOfAnyText_ComeBack()
    {
        const string odd = "{\"nodes\":[{\"id\":\"a\\u0000b\",\"label\":\"\\u0000\"},{\"id\":\"\\ud83d\\ude00\"}],\"links\":[]}";
        var graph = await LabelledGraphFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(odd)), new EdgeListOptions(), CancellationToken.None);
        await Graphs.PutGraphAsync(GraphSummaries.Of("odd", graph), graph, CancellationToken.None);

        var nodes = await Graphs.ListNodesAsync("odd", "\0", null, 0, 10, CancellationToken.None);
        var all = await Graphs.ListNodesAsync("odd", null, null, 0, 10, CancellationToken.None);

        Assert.Equal("a\0b", Assert.Single(nodes.Nodes).Id);
        Assert.Equal("😀", all.Nodes[1].Id);
        Assert.Null(await Graphs.FindGraphAsync("a\0", CancellationToken.None));
    }

    [SkippableFact]
    public async Task DeleteGraph_IsGone()
    {
        await PutAsync("small", Nodes, "");
        await PutAsync("other", Nodes, "");

        Assert.True(await Graphs.DeleteGraphAsync("small", CancellationToken.None));

        Assert.False(await Graphs.DeleteGraphAsync("small", CancellationToken.None));
        Assert.Equal(["other"], (await Graphs.ListGraphsAsync(CancellationToken.None)).Select(graph => graph.Name));
        Assert.Equal(0, (await Graphs.ListNodesAsync("small", null, null, 0, 10, CancellationToken.None)).Total);
        Assert.Null(await Graphs.ReadGraphAsync("small", 1 << 20, CancellationToken.None));
    }

    // The same two people may write to each other often: no message may be lost, and they come in the order of time.
    [SkippableFact]
    public async Task ReadLinks_EdgesWithTimes_KeepEachRow()
    {
        const string messages = "a b 30\nb a 20\na b 10\na c 20\n";
        var timed = new EdgeListOptions { Columns = ["time"] };
        var graph = await LabelledGraphFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(messages)), timed, CancellationToken.None);
        await Graphs.PutGraphAsync(GraphSummaries.Of("messages", graph), graph, CancellationToken.None);
        await PutAsync("plain", Nodes, "");

        var links = await Graphs.ReadLinksAsync("messages", CancellationToken.None);

        Assert.NotNull(links?.Times);
        Assert.Equal([10, 20, 20, 30], links.Times.Times.ToArray());
        Assert.Equal(["a", "a", "b", "a"], links.Times.Sources.ToArray().Select(node => links.Ids[node]));
        Assert.Equal(["b", "c", "a", "b"], links.Times.Targets.ToArray().Select(node => links.Ids[node]));
        Assert.Null((await Graphs.ReadLinksAsync("plain", CancellationToken.None))?.Times);
        Assert.Null(await Graphs.ReadLinksAsync("none", CancellationToken.None));
    }

    private static string Table(int count) =>
        "#node\tlabel\tsplit\tfeatures(idx[:val])\n" + string.Concat(Enumerable.Range(0, count).Select(node => $"{node}\t\tnone\t\n"));

    private async Task<bool> PutAsync(string name, string nodes, string edges)
    {
        var graph = await NodeTable.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(nodes)), () => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(edges))), Undirected, CancellationToken.None);
        return await Graphs.PutGraphAsync(GraphSummaries.Of(name, graph), graph, CancellationToken.None);
    }
}

public sealed class SqliteGraphStoreTests() : GraphStoreContract(TestStores.Sqlite);

public sealed class PostgresGraphStoreTests() : GraphStoreContract(TestStores.Postgres);
