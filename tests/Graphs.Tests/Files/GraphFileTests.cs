using System.Text;
using NetMl.Graphs.Files;

namespace NetMl.Graphs.Tests.Files;

/// <summary>What every file format keeps.</summary>
public abstract class GraphFileTests
{
    protected abstract Task<NamedGraph> ReadAsync(Stream stream, bool isDirected);

    protected abstract Task WriteAsync(NamedGraph graph, Stream stream);

    /// <summary>Whether nodes without edges and node attributes are kept.</summary>
    protected abstract bool KeepsNodes { get; }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Write_RandomGraph_ReadsBackTheSame(int seed, bool isDirected)
    {
        var graph = Random(seed, nodes: 40, edges: 3000, isDirected);

        var again = await ReadAsync(await WrittenAsync(graph), isDirected);

        Assert.Equal(isDirected, again.IsDirected);
        Assert.Equal(Edges(graph), Edges(again));
        if (KeepsNodes)
            Assert.Equal(Values(graph.NodeColumns, graph.NodeCount), Values(again.NodeColumns, again.NodeCount));
        Assert.Equal(Values(graph.EdgeColumns, graph.EdgeCount), Values(again.EdgeColumns.Where(column => column.Name != "key"), again.EdgeCount));
    }

    [Fact]
    public async Task Write_NothingAtAll_ReadsBackNothing()
    {
        var again = await ReadAsync(await WrittenAsync(new NamedGraphBuilder().Build(isDirected: true)), isDirected: true);

        Assert.Equal(0, again.NodeCount);
        Assert.Equal(0, again.Csr.EdgeCount);
    }

    [Fact]
    public async Task Read_MutatedFile_IsAGraphOrAReason()
    {
        var whole = (await WrittenAsync(Random(4, nodes: 6, edges: 9, isDirected: true))).ToArray();
        var random = new Random(5);

        for (var round = 0; round < 600; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : bytes[random.Next(bytes.Length)];
            using var stream = new MemoryStream(bytes, 0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length);
            try
            {
                var graph = await ReadAsync(stream, isDirected: true);
                Assert.InRange(graph.NodeCount, 0, bytes.Length);
            }
            catch (GraphInputException reason)
            {
                Assert.InRange(reason.Line, 1, bytes.Length);
            }
        }
    }

    protected async Task<GraphInputException> RefusedAsync(string text, long line)
    {
        var reason = await Assert.ThrowsAsync<GraphInputException>(() => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), isDirected: true));
        Assert.Equal(line, reason.Line);
        Assert.StartsWith($"Line {line}: ", reason.Message, StringComparison.Ordinal);
        return reason;
    }

    protected async Task<MemoryStream> WrittenAsync(NamedGraph graph)
    {
        var stream = new MemoryStream();
        await WriteAsync(graph, stream);
        stream.Position = 0;
        return stream;
    }

    protected static IEnumerable<(string, string)> Edges(NamedGraph graph) =>
        Enumerable.Range(0, graph.EdgeCount).Select(row => (graph.Ids[graph.Sources.Span[row]], graph.Ids[graph.Targets.Span[row]]));

    protected static IEnumerable<string> Values(IEnumerable<AttributeColumn> columns, int rows) =>
        columns.SelectMany(column => Enumerable.Range(0, rows).Select(row => $"{column.Name} {column.Kind} {row} {column.TextAt(row) ?? "missing"}"));

    /// <summary>Odd ids, self-loops, repeats, attributes of every kind with gaps.</summary>
    private static NamedGraph Random(int seed, int nodes, int edges, bool isDirected)
    {
        var random = new Random(seed);
        string[] names = ["plain", "two words", "<&>", "größe", "a\"b", "#hash", "comma, tab\t", "007", "12", "𝄞", "%", " "];
        var builder = new NamedGraphBuilder();
        for (var v = 0; v < nodes; v++)
        {
            builder.Node(v < names.Length ? names[v] : $"10.0.0.{v}");
            Fill(builder.NodeColumn, v, random, names);
        }
        for (var e = 0; e < edges; e++)
        {
            var edge = builder.AddEdge(e < nodes ? e : random.Next(nodes), random.Next(nodes));
            Fill(builder.EdgeColumn, edge, random, names);
            builder.EdgeColumn("weight")?.TryAdd(edge, random.NextDouble() * Math.Pow(10, random.Next(-20, 20)));
        }
        return builder.Build(isDirected);
    }

    private static void Fill(Func<string, AttributeColumnBuilder?> column, int row, Random random, string[] names)
    {
        column("flag")?.TryAdd(row, random.Next(2) == 0);
        if (row % 3 != 1)
            column("whole number")?.TryAdd(row, random.NextInt64());
        if (row % 5 != 2)
            column("text")?.TryAdd(row, row % 7 == 0 ? "" : names[random.Next(names.Length)]);
        column("number")?.TryAdd(row, (double)random.Next(-3, 4));
    }
}
