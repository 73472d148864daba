using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Hosts and the graph that they form.</summary>
internal static class HostTable
{
    private static readonly string[] Shown = ["pagerank", "degree", "in_degree", "out_degree", "clustering"];

    public static string Describe(GraphSummary graph) =>
        $"{Words.Count(graph.Hosts, "host", "hosts")}, {Words.Count(graph.Edges, "edge", "edges")}, {Words.Count(graph.Flows, "flow", "flows")}, "
        + $"{Words.Count(graph.WeakComponents, "component", "components")}, {Words.Count(graph.Triangles, "triangle", "triangles")}, "
        + $"average clustering {Words.Number(graph.AverageClustering)}";

    public static Table Create(HostsPage page)
    {
        var names = Columns(page);
        var table = Tables.Create($"Top hosts by {page.Sort}", ["host", .. names.Select(name => ">" + name)]);
        foreach (var host in page.Hosts)
            table.Row([host.Address, .. names.Select(name => host.Features.TryGetValue(name, out var value) ? Words.Number(value) : "-")]);
        return table;
    }

    private static List<string> Columns(HostsPage page)
    {
        var known = page.Hosts.Count == 0 ? [] : page.Hosts[0].Features.Keys.ToHashSet(StringComparer.Ordinal);
        return [page.Sort, .. Shown.Where(name => name != page.Sort && known.Contains(name))];
    }
}
