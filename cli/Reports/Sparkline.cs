namespace NetMl.Cli.Reports;

/// <summary>A row of numbers as bars of one line of text.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>The last <paramref name="width"/> numbers, the largest as the highest bar.</summary>
    public static string Of(IReadOnlyList<double> numbers, int width = 32)
    {
        var shown = numbers.Where(double.IsFinite).TakeLast(width).ToList();
        if (shown.Count == 0)
            return "";
        var (least, most) = (shown.Min(), shown.Max());
        return string.Concat(shown.Select(number => Bars[most > least ? (int)Math.Round((number - least) / (most - least) * (Bars.Length - 1)) : 0]));
    }
}
