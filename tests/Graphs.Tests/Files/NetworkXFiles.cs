using NetMl.Graphs.Files;

namespace NetMl.Graphs.Tests.Files;

/// <summary>What tests/fixtures/graphs/make_files.py put into its graphs.</summary>
internal static class NetworkXFiles
{
    public static Stream Open(string name) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", name));

    public static void Check(NamedGraph graph, bool isMulti)
    {
        Assert.Equal(!isMulti, graph.IsDirected);
        Assert.Equal(["1", "2", "3"], graph.Ids);
        Assert.Equal([0, isMulti ? 0 : 1, 2], graph.Sources.ToArray());
        Assert.Equal([1, isMulti ? 1 : 0, 2], graph.Targets.ToArray());
        Assert.Equal(["mail server", "a < b & \"c\"", null], Texts(graph.NodeColumns, "label"));
        Assert.Equal(["0.5", "1E-300", null], Texts(graph.NodeColumns, "load"));
        Assert.Equal(["true", null, "false"], Texts(graph.NodeColumns, "inside"));
        Assert.Equal(["25", null, null], Texts(graph.NodeColumns, "ports"));
        Assert.Equal(["2.5", "4.0", null], Texts(graph.EdgeColumns, "weight"));
        Assert.Equal(["smtp", null, "größe"], Texts(graph.EdgeColumns, "service"));
        Assert.Equal(["9007199254740993", null, null], Texts(graph.EdgeColumns, "flows"));
    }

    private static IEnumerable<string?> Texts(IEnumerable<AttributeColumn> columns, string name) =>
        Enumerable.Range(0, 3).Select(columns.Single(column => column.Name == name).TextAt);
}
