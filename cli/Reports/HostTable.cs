using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Hosts and the graph that they form.</summary>
internal static class HostTable
{
    private static readonly string[] Shown = ["pagerank", "degree", "in_degree", "out_degree", "clustering", "flows_in", "flows_out"];

    public static string Describe(GraphSummary graph) =>
        $"{Words.Count(graph.Hosts, "host", "hosts")}, {Words.Count(graph.Edges, "edge", "edges")}, {Words.Count(graph.Flows, "flow", "flows")}, "
        + $"{Words.Count(graph.WeakComponents, "component", "components")}, {Words.Count(graph.Triangles, "triangle", "triangles")}, "
        + $"average clustering {Words.Number(graph.AverageClustering)}";

    /// <param name="sort">The feature in the first column.</param>
    public static Table Create(string title, string sort, IReadOnlyList<HostSummary> hosts)
    {
        var names = Columns(sort, hosts);
        var table = Tables.Create(title, ["host", .. names.Select(name => ">" + name)]);
        foreach (var host in hosts)
            table.Row([host.Address, .. names.Select(name => host.Features.TryGetValue(name, out var value) ? Words.Feature(name, value) : "-")]);
        return table;
    }

    private static List<string> Columns(string sort, IReadOnlyList<HostSummary> hosts)
    {
        var known = hosts.Count == 0 ? [] : hosts[0].Features.Keys.ToHashSet(StringComparer.Ordinal);
        return [sort, .. Shown.Where(name => name != sort && known.Contains(name))];
    }
}
