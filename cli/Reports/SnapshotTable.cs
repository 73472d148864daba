using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Snapshots, by their first flow.</summary>
internal static class SnapshotTable
{
    private const int ShownDigits = 12;

    public static Table Create(IReadOnlyList<SnapshotSummary> snapshots)
    {
        var table = Tables.Create(Words.Count(snapshots.Count, "snapshot", "snapshots"), "id (beginning)", "first flow", "last flow", ">flows", ">labelled", "nodes are", ">nodes", ">graphs");
        foreach (var one in snapshots)
        {
            table.Row(
                one.Id[..Math.Min(ShownDigits, one.Id.Length)], Words.Time(one.FirstFlow), Words.Time(one.LastFlow), Words.Count(one.Flows), Words.Count(one.LabelledFlows),
                one.NodeKind, Words.Count(one.Nodes), Words.Count(one.Windows));
        }
        return table;
    }
}
