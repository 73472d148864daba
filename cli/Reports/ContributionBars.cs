using System.Globalization;
using System.Text;
using NetMl.Contracts.Serving;

namespace NetMl.Cli.Reports;

/// <summary>The way from the mean score to an item's as bars, one below the other: what adds in one colour, what takes in another, and at the end all that is not shown by name.</summary>
internal static class ContributionBars
{
    private const int RowHeight = 26;
    private const int Left = 330;
    private const int Right = 80;
    private const int LettersPerLabel = 48;

    /// <summary>What the features that are not among the given ones add together.</summary>
    public static double Others(ExplanationScore score, IEnumerable<FeatureReason> shown) => score.Item - score.Mean - shown.Sum(feature => feature.Contribution);

    /// <returns>Height of a drawing with so many features.</returns>
    public static int Height(int features) => (features + 3) * RowHeight + 20;

    /// <param name="shown">Strongest first.</param>
    /// <param name="top">Where it begins.</param>
    /// <param name="width">Of the picture.</param>
    public static void Draw(StringBuilder svg, ExplanationScore score, IReadOnlyList<FeatureReason> shown, int top, int width)
    {
        (string Name, double Adds)[] steps = [.. shown.Select(feature => ($"{feature.Of} {feature.Name} = {feature.Value}", feature.Contribution)), ("all others", Others(score, shown))];
        var ends = new List<double> { score.Mean };
        foreach (var (_, adds) in steps)
            ends.Add(ends[^1] + adds);
        var (low, high) = (ends.Min(), ends.Max());
        double X(double value) => Left + (value - low) / Math.Max(high - low, 1e-9) * (width - Left - Right);

        var y = top + RowHeight / 2;
        Line($"mean of the training rows", Number(score.Mean, signed: false), score.Mean, score.Mean, "#34495e");
        for (var i = 0; i < steps.Length; i++)
            Line(steps[i].Name, Number(steps[i].Adds, signed: true), ends[i], ends[i + 1], steps[i].Adds < 0 ? "#2874a6" : "#c0392b");
        Line("this one", Number(score.Item, signed: false), score.Item, score.Item, "#34495e");

        void Line(string name, string number, double from, double to, string colour)
        {
            var label = name.Length > LettersPerLabel ? $"{name[..(LettersPerLabel - 1)]}…" : name;
            var (x, right) = (X(Math.Min(from, to)), X(Math.Max(from, to)));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 12}\" y=\"{y + 5}\" text-anchor=\"end\">{ExplanationSvg.Escape(label)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y - 8}\" width=\"{Math.Max(right - x, 2):0.#}\" height=\"16\" fill=\"{colour}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{right + 6:0.#}\" y=\"{y + 5}\">{number}</text>\n");
            y += RowHeight;
        }
    }

    /// <summary>A share or a score as it is shown.</summary>
    public static string Number(double value, bool signed) => value.ToString(signed ? "+0.00;-0.00;0.00" : "0.00", CultureInfo.InvariantCulture);
}
