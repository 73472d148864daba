using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>The look of every table; cells are text, never markup.</summary>
internal static class Tables
{
    /// <param name="columns">Headers; one that starts with '>' is right-aligned.</param>
    public static Table Create(string? title, params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        if (title is not null)
            table.Title(Markup.Escape(title));
        foreach (var column in columns)
        {
            var isRight = column.StartsWith('>');
            var header = new TableColumn(new Text(column.TrimStart('>')));
            table.AddColumn(isRight ? header.RightAligned() : header);
        }
        return table;
    }

    public static Table Row(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}
