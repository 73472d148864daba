using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>The hosts around one host.</summary>
internal static class EgoTables
{
    private const int ShownHosts = 10;

    public static Table Hosts(EgoNetwork ego)
    {
        var table = Tables.Create(null, ">steps", ">hosts", "the best linked of them");
        foreach (var ring in ego.Hosts.GroupBy(host => host.Distance))
        {
            var more = ring.Count() > ShownHosts ? $" and {Words.Count(ring.Count() - ShownHosts)} more" : "";
            table.Row(Words.Count(ring.Key), Words.Count(ring.Count()), string.Join(", ", ring.Take(ShownHosts).Select(host => host.Address)) + more);
        }
        return table;
    }

    public static Table Edges(EgoNetwork ego, int most)
    {
        var table = Tables.Create($"{Words.Page(0, Math.Min(most, ego.Edges.Count), ego.EdgesAmong, "edge", "edges")}, most flows first", "source", "target", ">flows", ">payload");
        foreach (var edge in ego.Edges.Take(most))
            table.Row(edge.Source, edge.Target, Words.Count(edge.Flows), Words.Bytes(edge.Bytes));
        return table;
    }
}
