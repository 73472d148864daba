using NetMl.Contracts.Graphs;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Uploaded graphs.</summary>
internal static class GraphTables
{
    public static Table List(IEnumerable<GraphInfo> graphs)
    {
        var table = Tables.Create(null, "graph", "edges go", ">nodes", ">edges", ">features", ">classes");
        foreach (var graph in graphs)
            table.Row(graph.Name, Direction(graph), Words.Count(graph.Nodes), Words.Count(graph.Edges), Words.Count(graph.Features), Words.Count(graph.Classes.Count));
        return table;
    }

    public static Table One(GraphInfo graph)
    {
        var table = Tables.Create($"Graph {graph.Name}", "what", ">count", "which")
            .Row("nodes", Words.Count(graph.Nodes), $"in {Words.Count(graph.Components, "component", "components")}")
            .Row("edges", Words.Count(graph.Edges), $"{Direction(graph)}, {Words.Count(graph.SelfLoops, "self-loop", "self-loops")}")
            .Row("features", Words.Count(graph.Features), Names(graph.FeatureNames))
            .Row("classes", Words.Count(graph.Classes.Count), Counts(graph.Classes))
            .Row("timed edges", Words.Count(graph.Times?.Rows ?? 0), graph.Times is { } times ? $"{Words.Time(times.First)} to {Words.Time(times.Last)}" : "")
            .Row("splits", Words.Count(graph.Splits.Count), Counts(graph.Splits));
        return graph.LeftOut.Count == 0 ? table : table.Row("left out", Words.Count(graph.LeftOut.Count), Names(graph.LeftOut));
    }

    public static Table Nodes(GraphNodesPage page)
    {
        var table = Tables.Create(Words.Page(page.Offset, page.Nodes.Count, page.Total, "node", "nodes"), "node", "label", "split", ">features that are not 0");
        foreach (var node in page.Nodes)
            table.Row(node.Id, node.Label ?? "-", node.Split, Words.Count(node.FeatureIndices.Count));
        return table;
    }

    public static Table Edges(GraphEdgesPage page)
    {
        var table = Tables.Create(Words.Page(page.Offset, page.Edges.Count, page.Total, "edge", "edges"), "source", "target", ">weight");
        foreach (var edge in page.Edges)
            table.Row(edge.Source, edge.Target, Words.Number(edge.Weight));
        return table;
    }

    private static string Direction(GraphInfo graph) => graph.Directed ? "one way" : "both ways";

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Take(10)) + (names.Count > 10 ? $" and {names.Count - 10} more" : "");

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        Names([.. counts.Select(pair => $"{(pair.Key.Length == 0 ? "(none)" : pair.Key)} {Words.Count(pair.Value)}")]);
}
