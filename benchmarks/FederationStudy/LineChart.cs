using System.Globalization;
using System.Text;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>One line of a panel: a mean over seeds, with a band of one standard deviation to each side.</summary>
internal sealed record ChartLine(string Name, string Colour, bool IsDashed, IReadOnlyList<double> X, IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation);

/// <summary>One pair of axes.</summary>
/// <param name="Bottom">Value at the lower end of the vertical axis.</param>
internal sealed record ChartPanel(string Title, string XName, string YName, double Bottom, double Top, IReadOnlyList<ChartLine> Lines);

/// <summary>Draws panels in rows as one SVG, on white, with a legend of the first panel's lines.</summary>
internal static class LineChart
{
    /// <summary>Okabe and Ito's blue and vermillion: told apart with every common colour blindness, and in grey by their dashes.</summary>
    public const string Blue = "#0072B2";
    public const string Vermillion = "#D55E00";

    private const double PanelWidth = 292;
    private const double PanelHeight = 190;
    private const double LeftMargin = 58;
    private const double TopMargin = 84;
    private const double ColumnGap = 34;
    private const double RowGap = 62;
    private const double BottomMargin = 48;
    private const string Ink = "#1f2328";
    private const string Faint = "#57606a";

    public static string Render(string title, string subtitle, IReadOnlyList<ChartPanel> panels, int columns)
    {
        var rows = (panels.Count + columns - 1) / columns;
        var width = LeftMargin + columns * PanelWidth + (columns - 1) * ColumnGap + 20;
        var height = TopMargin + rows * PanelHeight + (rows - 1) * RowGap + BottomMargin;
        var svg = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0} {height:0}\" width=\"{width:0}\" height=\"{height:0}\" font-family=\"system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif\" role=\"img\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n")
            .Append(Text(LeftMargin, 28, title, 17, Ink, "start", isBold: true))
            .Append(Text(LeftMargin, 48, subtitle, 12, Faint));
        Legend(svg, panels[0].Lines, width - 20);
        for (var i = 0; i < panels.Count; i++)
            Panel(svg, panels[i], LeftMargin + i % columns * (PanelWidth + ColumnGap), TopMargin + i / columns * (PanelHeight + RowGap), hasYName: i % columns == 0);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Legend(StringBuilder svg, IReadOnlyList<ChartLine> lines, double right)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            right -= 7.2 * lines[i].Name.Length;
            svg.Append(Text(right, 28, lines[i].Name, 13, Ink));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{right - 34:0.#}\" x2=\"{right - 8:0.#}\" y1=\"24\" y2=\"24\" {Stroke(lines[i])}/>\n");
            right -= 52;
        }
    }

    private static void Panel(StringBuilder svg, ChartPanel panel, double left, double top, bool hasYName)
    {
        var (first, last) = (panel.Lines[0].X[0], panel.Lines[0].X[^1]);
        double X(double x) => left + (x - first) / (last - first) * PanelWidth;
        double Y(double y) => top + PanelHeight * (1 - Math.Clamp((y - panel.Bottom) / (panel.Top - panel.Bottom), 0, 1));

        svg.Append(Text(left + PanelWidth / 2, top - 10, panel.Title, 13, Ink, "middle", isBold: true));
        foreach (var tick in Ticks(panel.Bottom, panel.Top))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{left:0.#}\" x2=\"{left + PanelWidth:0.#}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\" stroke=\"#e6e8eb\"/>\n")
                .Append(Text(left - 7, Y(tick) + 4, tick.ToString("0.##", CultureInfo.InvariantCulture), 11, Faint, "end"));
        }
        foreach (var tick in Ticks(first, last))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(tick):0.#}\" x2=\"{X(tick):0.#}\" y1=\"{top + PanelHeight:0.#}\" y2=\"{top + PanelHeight + 4:0.#}\" stroke=\"{Faint}\"/>\n")
                .Append(Text(X(tick), top + PanelHeight + 17, tick.ToString("0.##", CultureInfo.InvariantCulture), 11, Faint, "middle"));
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{left:0.#} {top:0.#}V{top + PanelHeight:0.#}H{left + PanelWidth:0.#}\" fill=\"none\" stroke=\"{Faint}\"/>\n")
            .Append(Text(left + PanelWidth / 2, top + PanelHeight + 34, panel.XName, 11.5, Faint, "middle"));
        if (hasYName)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate({left - 40:0.#} {top + PanelHeight / 2:0.#}) rotate(-90)\" text-anchor=\"middle\" font-size=\"12\" fill=\"{Faint}\">{Escape(panel.YName)}</text>\n");
        }
        foreach (var line in panel.Lines)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{Band(line, X, Y)}\" fill=\"{line.Colour}\" fill-opacity=\"0.16\"/>\n");
        foreach (var line in panel.Lines)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{Path(line.X, line.Mean, X, Y)}\" fill=\"none\" stroke-linejoin=\"round\" {Stroke(line)}/>\n");
    }

    private static string Band(ChartLine line, Func<double, double> x, Func<double, double> y)
    {
        double[] upper = [.. line.Mean.Select((mean, i) => mean + line.Deviation[i])];
        double[] lower = [.. line.Mean.Select((mean, i) => mean - line.Deviation[i]).Reverse()];
        return Path(line.X, upper, x, y) + "L" + Path([.. line.X.Reverse()], lower, x, y)[1..] + "Z";
    }

    private static string Path(IReadOnlyList<double> xs, IReadOnlyList<double> ys, Func<double, double> x, Func<double, double> y) =>
        "M" + string.Join('L', xs.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{x(value):0.#} {y(ys[i]):0.#}")));

    /// <summary>Three to six round numbers from bottom to top.</summary>
    private static IEnumerable<double> Ticks(double bottom, double top)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10((top - bottom) / 5)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(candidate => (top - bottom) / candidate <= 5.001);
        for (var i = (int)Math.Ceiling(bottom / step - 1e-9); i * step <= top + step * 1e-9; i++)
            yield return i * step;
    }

    private static string Stroke(ChartLine line) => $"stroke=\"{line.Colour}\" stroke-width=\"2.2\"{(line.IsDashed ? " stroke-dasharray=\"7 4\"" : "")}";

    private static string Text(double x, double y, string text, double size, string colour, string anchor = "start", bool isBold = false) =>
        string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{size}\" fill=\"{colour}\" text-anchor=\"{anchor}\"{(isBold ? " font-weight=\"600\"" : "")}>{Escape(text)}</text>\n");

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
