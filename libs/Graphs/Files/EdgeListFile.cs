using System.Text;

namespace NetMl.Graphs.Files;

/// <summary>Edge lists: one edge a line, two node ids first, then attributes, as TSV, CSV or separated by blanks (<see cref="DelimitedRows"/>).</summary>
/// <remarks>
/// A first row whose first two fields are "source" and "target" (any case) is a header that names the attributes. Every row has as many
/// fields as the first; an empty field is a missing value. Column "weight" holds finite numbers; what the others hold is told by their values,
/// and fields in quotes are text. An edge list has no place for nodes without edges, node attributes and direction:
/// <see cref="GraphMlFile"/> and <see cref="NodeLinkFile"/> have.
/// </remarks>
public static class EdgeListFile
{
    private const int FlushCharacters = 1 << 16;

    /// <summary>Reads an edge list; nodes are numbered in the order in which they appear.</summary>
    /// <param name="stream">UTF-8, not compressed; read once, not disposed.</param>
    /// <exception cref="GraphInputException">A line that cannot be read, or rows of different lengths.</exception>
    /// <remarks>O(bytes); memory in proportion to the graph, and one line.</remarks>
    public static async Task<NamedGraph> ReadAsync(Stream stream, EdgeListOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = new NamedGraphBuilder();
        await AppendAsync(builder, stream, options, cancellationToken);
        return builder.Build(options.IsDirected);
    }

    /// <summary>Reads an edge list into a graph that may have nodes already.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task AppendAsync(NamedGraphBuilder builder, Stream stream, EdgeListOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        using var rows = new DelimitedRows(stream);
        EdgeListRows? edges = null;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (edges is null)
            {
                edges = new EdgeListRows(builder, rows, options);
                if (edges.IsHeader)
                    continue;
            }
            edges.Take();
        }
    }

    /// <summary>Writes a header and one tab-separated line per edge row.</summary>
    /// <param name="stream">Written, not disposed.</param>
    /// <exception cref="ArgumentException">An id or a value has a line break, which a line cannot hold.</exception>
    public static async Task WriteAsync(NamedGraph graph, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(stream);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), FlushCharacters, leaveOpen: true);
        var text = new StringBuilder("source\ttarget");
        foreach (var column in graph.EdgeColumns)
            AppendField(text.Append('\t'), column.Name, isText: false);
        text.Append('\n');
        for (var row = 0; row < graph.EdgeCount; row++)
        {
            AppendField(text, graph.Ids[graph.Sources.Span[row]], isText: false);
            AppendField(text.Append('\t'), graph.Ids[graph.Targets.Span[row]], isText: false);
            foreach (var column in graph.EdgeColumns)
                AppendField(text.Append('\t'), column.TextAt(row), column.Kind == AttributeKind.Text);
            text.Append('\n');
            if (text.Length < FlushCharacters)
                continue;
            await writer.WriteAsync(text, cancellationToken);
            text.Clear();
        }
        await writer.WriteAsync(text, cancellationToken);
    }

    /// <param name="isText">The value of a text column: in quotes when it would be read as another kind, or as missing.</param>
    private static void AppendField(StringBuilder text, string? value, bool isText)
    {
        if (value is null)
            return;
        if (value.AsSpan().ContainsAny('\n', '\r'))
            throw new ArgumentException($"'{value}' has a line break, which an edge list cannot hold: write GraphML or node-link JSON.", nameof(value));
        var needsQuotes = value.Contains('\t') || string.IsNullOrWhiteSpace(value) || value is ['"' or '#' or '%', ..] || (isText && !EdgeListRows.LooksLikeText(value));
        if (needsQuotes)
            text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            text.Append(value);
    }
}
