using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetMl.Cli.Curves;

/// <summary>A panel as a picture as wide as the terminal: its lines in braille, numbers at both axes.</summary>
/// <param name="rows">Lines of text that the curves take; two more hold the title and the numbers below.</param>
internal sealed class CurvePlot(CurvePanel panel, int rows) : Renderable
{
    private const int LeastColumns = 8;
    private const int MostColumns = 160;
    private static readonly Color[] Colours = [Color.Green, Color.Aqua, Color.Yellow, Color.Fuchsia, Color.Blue, Color.Red, Color.White, Color.Grey];

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var all = panel.Lines.SelectMany(line => line.Points).Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToList();
        yield return new Segment(panel.Title, new Style(decoration: Decoration.Bold));
        yield return Segment.LineBreak;
        if (all.Count == 0)
        {
            yield return new Segment("  no epoch is done yet", new Style(decoration: Decoration.Dim));
            yield return Segment.LineBreak;
            yield break;
        }
        var (x, y) = (Axis.Of(all.Select(point => point.X)), Axis.Of(all.Select(point => point.Y)));
        string[] labels = [.. Enumerable.Range(0, rows).Select(row => Label(row, y))];
        var margin = labels.Max(label => label.Length);
        var columns = Math.Clamp(maxWidth - margin - 3, LeastColumns, MostColumns);
        var grid = Draw(x, y, columns);
        for (var row = 0; row < rows; row++)
        {
            yield return new Segment($"{labels[row].PadLeft(margin)} {(labels[row].Length > 0 ? '┤' : '│')}");
            foreach (var segment in Row(grid, row, columns))
                yield return segment;
            yield return Segment.LineBreak;
        }
        yield return new Segment($"{new string(' ', margin)} {Below(x, columns)}");
        yield return Segment.LineBreak;
    }

    // Numbers at the top, in the middle and at the bottom.
    private string Label(int row, Axis y) =>
        row == 0 ? panel.Number(y.Most) : row == rows - 1 ? panel.Number(y.Least) : row == rows / 2 && rows >= 5 ? panel.Number(y.At((rows - 1 - row) / (rows - 1.0))) : "";

    private string Below(Axis x, int columns)
    {
        var (first, last) = (x.First.ToString("0.#", CultureInfo.InvariantCulture), $"{x.Last.ToString("0.#", CultureInfo.InvariantCulture)} {panel.Unit}");
        return $"└{first}{new string('─', Math.Max(1, columns - first.Length - last.Length))}{last}";
    }

    private BrailleGrid Draw(Axis x, Axis y, int columns)
    {
        var grid = new BrailleGrid(columns, rows);
        (int X, int Y) Place((double X, double Y) point) =>
            ((int)Math.Round(x.Share(point.X) * (grid.Width - 1)), (int)Math.Round((1 - y.Share(point.Y)) * (grid.Height - 1)));
        for (var number = 0; number < panel.Lines.Count; number++)
        {
            (int X, int Y)? before = null;
            foreach (var point in panel.Lines[number].Points)
            {
                if (!double.IsFinite(point.X) || !double.IsFinite(point.Y))
                    continue;
                var now = Place(point);
                grid.Line(before ?? now, now, number);
                before = now;
            }
        }
        return grid;
    }

    private static IEnumerable<Segment> Row(BrailleGrid grid, int row, int columns)
    {
        for (var begin = 0; begin < columns;)
        {
            var line = grid.Cell(begin, row).Line;
            var end = begin;
            while (end < columns && grid.Cell(end, row).Line == line)
                end++;
            yield return new Segment(
                string.Concat(Enumerable.Range(begin, end - begin).Select(column => grid.Cell(column, row).Letter)), new Style(Colours[line % Colours.Length]));
            begin = end;
        }
    }

    /// <summary>From where to where an axis goes; never of no length.</summary>
    private readonly record struct Axis(double First, double Last)
    {
        public double Least => First;

        public double Most => Last;

        public static Axis Of(IEnumerable<double> values)
        {
            var (least, most) = (double.MaxValue, double.MinValue);
            foreach (var value in values)
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            var slack = most > least ? 0 : Math.Max(Math.Abs(most) * 0.05, 1e-3);
            return new Axis(least - slack, most + slack);
        }

        public double Share(double value) => (value - First) / (Last - First);

        public double At(double share) => First + share * (Last - First);
    }
}
