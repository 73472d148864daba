using NetMl.Contracts.Serving;

namespace NetMl.Cli.Reports;

/// <summary>A few nodes and edges as letters: · light edge, • heavy edge, = what is explained.</summary>
internal static class EdgeDrawing
{
    private const int Width = 78;
    private const int Height = 15;
    private const double Heavy = 0.5;

    public static string Of(ExplainResponse answer)
    {
        var canvas = new char[Height, Width];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                canvas[y, x] = ' ';
        var labels = answer.Nodes.ToDictionary(node => node.Name, node => Label(node), StringComparer.Ordinal);
        foreach (var edge in answer.Edges.OrderBy(edge => edge.IsItem).ThenBy(edge => edge.Weight))
        {
            if (labels.TryGetValue(edge.Source, out var source) && labels.TryGetValue(edge.Target, out var target))
                Line(canvas, source, target, edge.IsItem ? '=' : edge.Weight >= Heavy ? '•' : '·');
        }
        foreach (var label in labels.Values)
            for (var i = 0; i < label.Text.Length; i++)
                canvas[label.Y, label.Left + i] = label.Text[i];
        var lines = Enumerable.Range(0, Height).Select(y => string.Concat(Enumerable.Range(0, Width).Select(x => canvas[y, x])).TrimEnd());
        return string.Join(Environment.NewLine, lines.Where(line => line.Length > 0)) + Environment.NewLine + "= itself   • heavy   · light";
    }

    private static NodeLabel Label(DrawnNode node)
    {
        var text = Tables.Harmless(node.Name).ReplaceLineEndings(" ");
        text = text.Length > Width / 3 ? text[..(Width / 3 - 1)] + "…" : text;
        text = node.IsItem ? $"[{text}]" : text;
        var middle = (int)Math.Round(Math.Clamp(node.X, 0, 1) * (Width - 1));
        return new(text, (int)Math.Round(Math.Clamp(node.Y, 0, 1) * (Height - 1)), Math.Clamp(middle - text.Length / 2, 0, Width - text.Length), middle);
    }

    private static void Line(char[,] canvas, NodeLabel from, NodeLabel to, char ink)
    {
        var steps = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        for (var step = 0; step <= steps; step++)
        {
            var share = steps == 0 ? 0 : step / (double)steps;
            canvas[(int)Math.Round(from.Y + share * (to.Y - from.Y)), (int)Math.Round(from.X + share * (to.X - from.X))] = ink;
        }
    }

    private sealed record NodeLabel(string Text, int Y, int Left, int X);
}
