using System.Buffers;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>The look of every table; cells are text, never markup.</summary>
internal static class Tables
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(letter => char.IsControl(letter) && letter != '\n')]);

    /// <param name="columns">Headers; one that starts with '>' is right-aligned.</param>
    public static Table Create(string? title, params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        if (title is not null)
            table.Title(Markup.Escape(Harmless(title)));
        foreach (var column in columns)
        {
            var isRight = column.StartsWith('>');
            var header = new TableColumn(new Text(column.TrimStart('>')));
            table.AddColumn(isRight ? header.RightAligned() : header);
        }
        return table;
    }

    public static Table Row(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(Harmless(cell))));

    /// <summary>Names in graphs and logs are chosen by others: a terminal would do what control characters in them say.</summary>
    public static string Harmless(string text) =>
        text.AsSpan().IndexOfAny(Controls) < 0 ? text : string.Concat(text.Select(letter => Controls.Contains(letter) ? '\uFFFD' : letter));
}
