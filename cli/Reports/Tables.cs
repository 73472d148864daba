using System.Buffers;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>The look of every table; cells are text, never markup.</summary>
internal static class Tables
{
    // Of each column: a line and a space to both sides.
    private const int Borders = 3;

    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(letter => char.IsControl(letter) && letter != '\n')]);

    /// <param name="columns">Headers; one that starts with '>' is right-aligned, one that starts with '!' is never broken into lines: ids, which people copy.</param>
    public static Table Create(string? title, params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        if (title is not null)
            table.Title(Markup.Escape(Harmless(title)));
        var missing = title is null ? 0 : title.Length - (1 + columns.Length * Borders);
        foreach (var column in columns)
            missing -= column.TrimStart('>', '!').Length;
        for (var i = 0; i < columns.Length; i++)
        {
            var name = columns[i].TrimStart('>', '!');
            // A title is broken into lines where its table is narrower.
            var header = new TableColumn(new Text(i == 0 && missing > 0 ? name.PadRight(name.Length + missing) : name)) { NoWrap = columns[i].StartsWith('!') };
            table.AddColumn(columns[i].StartsWith('>') ? header.RightAligned() : header);
        }
        return table;
    }

    public static Table Row(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(Harmless(cell))));

    /// <summary>At most <paramref name="most"/> letters on one line, with … where more was.</summary>
    public static string Cut(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= most ? line : $"{line.AsSpan(0, Math.Max(0, most - 1)).TrimEnd()}…";
    }

    /// <summary>Names in graphs and logs are chosen by others: a terminal would do what control characters in them say.</summary>
    public static string Harmless(string text) =>
        text.AsSpan().IndexOfAny(Controls) < 0 ? text : string.Concat(text.Select(letter => Controls.Contains(letter) ? '\uFFFD' : letter));
}
