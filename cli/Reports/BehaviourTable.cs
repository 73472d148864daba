using System.Globalization;
using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Behaviours with the sentence of their evidence.</summary>
internal static class BehaviourTable
{
    public static Table Create(IEnumerable<BehaviourFinding> findings)
    {
        var table = Tables.Create("Behaviours", ">score", "behaviour", "technique", "id", "last (UTC)", "evidence");
        foreach (var finding in findings)
        {
            table.Row(
                Words.Number(Math.Round(finding.Score, 1)), finding.Behaviour, finding.Technique, finding.Id[..Math.Min(8, finding.Id.Length)],
                finding.Last.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), finding.Sentence);
        }
        return table;
    }
}
