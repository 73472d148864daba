using System.Globalization;
using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Communities, largest first.</summary>
internal static class CommunityTable
{
    public static Table Create(CommunitiesPage page)
    {
        var table = Tables.Create(
            $"{Words.Page(page.Offset, page.Communities.Count, page.Total, "community", "communities")}, modularity {Words.Number(page.Modularity)}",
            ">id", ">hosts", ">flows within", ">flows across", "the best linked hosts");
        foreach (var one in page.Communities)
        {
            table.Row(
                one.Id.ToString(CultureInfo.InvariantCulture), Words.Count(one.Hosts), Words.Count(one.FlowsWithin), Words.Count(one.FlowsAcross),
                string.Join(", ", one.Leaders));
        }
        return table;
    }
}
