using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Who opened flows to whom.</summary>
internal static class EdgeTables
{
    private static readonly string[] Shown = ["flows", "bytes_sent", "bytes_received", "failed_share"];

    public static Table Create(EdgesPage page)
    {
        string[] names = [page.Sort, .. Shown.Where(name => name != page.Sort)];
        var table = Tables.Create(
            $"{Words.Page(page.Offset, page.Edges.Count, page.Total, "edge", "edges")} by {page.Sort}", ["source", "target", .. names.Select(name => ">" + name), "first", "last"]);
        foreach (var edge in page.Edges)
        {
            table.Row(
            [
                edge.Source, edge.Target, .. names.Select(name => edge.Features.TryGetValue(name, out var value) ? Words.Feature(name, value) : "-"),
                Words.Time(edge.First), Words.Time(edge.Last),
            ]);
        }
        return table;
    }
}
