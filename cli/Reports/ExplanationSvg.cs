using System.Globalization;
using System.Net;
using System.Text;
using NetMl.Contracts.Serving;

namespace NetMl.Cli.Reports;

/// <summary>An explanation as one picture without anything from elsewhere: edges as thick as they weigh, the item in colour, the sentence above; for boosted trees, which see no edges, what each feature adds.</summary>
internal static class ExplanationSvg
{
    private const int Width = 900;
    private const int GraphHeight = 600;
    private const int ShownFeatures = 15;
    private const int Margin = 90;
    private const int LettersPerLine = 120;
    private const int LineHeight = 18;

    public static string Of(ExplainResponse answer)
    {
        var svg = new StringBuilder();
        var lines = Wrap(answer.Sentence);
        var top = lines.Count * LineHeight + 30;
        FeatureReason[] shown = answer.Score is null ? [] : [.. answer.Features.Take(ShownFeatures)];
        var height = top + (answer.Score is null ? GraphHeight : ContributionBars.Height(shown.Length));
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(answer.Item)}</title><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (var i = 0; i < lines.Count; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"20\" y=\"{26 + i * LineHeight}\">{Escape(lines[i])}</text>\n");
        if (answer.Score is { } score)
            ContributionBars.Draw(svg, score, shown, top, Width);
        else
            DrawGraph(svg, answer, top);
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawGraph(StringBuilder svg, ExplainResponse answer, int top)
    {
        var places = answer.Nodes.ToDictionary(
            node => node.Name, node => (X: Margin + node.X * (Width - 2 * Margin), Y: top + 40 + node.Y * (GraphHeight - 80)), StringComparer.Ordinal);
        foreach (var edge in answer.Edges.OrderBy(edge => edge.IsItem))
        {
            if (places.TryGetValue(edge.Source, out var from) && places.TryGetValue(edge.Target, out var to))
                svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{from.X:0.#}\" y1=\"{from.Y:0.#}\" x2=\"{to.X:0.#}\" y2=\"{to.Y:0.#}\" stroke=\"{(edge.IsItem ? "#c0392b" : "#5d6d7e")}\" stroke-width=\"{1 + 5 * edge.Weight:0.#}\" stroke-opacity=\"0.6\"><title>{Escape($"{edge.Source} → {edge.Target}, weight {edge.Weight.ToString("0.00", CultureInfo.InvariantCulture)}")}</title></line>\n");
        }
        foreach (var node in answer.Nodes)
        {
            var (x, y) = places[node.Name];
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"7\" fill=\"{(node.IsItem ? "#c0392b" : "#34495e")}\"/><text x=\"{x:0.#}\" y=\"{y - 12:0.#}\" text-anchor=\"middle\">{Escape(node.Name)}</text>\n");
        }
    }

    private static List<string> Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length >= LettersPerLine)
                lines.Add("");
            lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
        }
        return lines;
    }

    /// <summary>Text that is no markup.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(Tables.Harmless(text));
}
