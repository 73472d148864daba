using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Why rows were refused, and where the first of them are.</summary>
internal static class RejectionTable
{
    public static Table Create(IEnumerable<(string File, RowRejection Rejection)> rejections)
    {
        var table = Tables.Create("Rejected rows", "file", "reason", ">rows", "first lines");
        foreach (var (file, rejection) in rejections)
            table.Row(file, rejection.Reason, Words.Count(rejection.Rows), string.Join(", ", rejection.FirstLines));
        return table;
    }
}
