using System.Globalization;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Loss by epoch: about ten of them, the first and the last among them.</summary>
internal static class LossTable
{
    private const int Rows = 10;

    public static Table Create(IReadOnlyList<double> losses)
    {
        var table = Tables.Create("Mean training loss", ">epoch", ">loss");
        var step = Math.Max(1, (losses.Count - 1 + Rows - 2) / (Rows - 1));
        for (var epoch = 0; epoch < losses.Count; epoch++)
        {
            if (epoch % step == 0 || epoch == losses.Count - 1)
                table.Row((epoch + 1).ToString(CultureInfo.InvariantCulture), Words.Loss(losses[epoch]));
        }
        return table;
    }
}
