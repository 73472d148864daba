using System.Text;

namespace NetMl.Features.Export;

/// <summary>Writes features as CSV: UTF-8 without a mark, a line of names, then one line per row, each ended by a line feed (RFC 4180 quoting).</summary>
public static class FeatureCsv
{
    private const int FlushCharacters = 1 << 16;

    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "text/csv";

    /// <summary>Writes the whole table. O(rows · columns) time, a bounded buffer; the stream stays open.</summary>
    public static async Task WriteAsync(FeatureFrame frame, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(stream);
        var text = new StringBuilder().AppendJoin(',', frame.Columns.Select(column => column.About.Name)).Append('\n');
        for (var row = 0; row < frame.Rows; row++)
        {
            AppendRow(frame, row, text);
            if (text.Length >= FlushCharacters)
                await FlushAsync(text, stream, cancellationToken);
        }
        await FlushAsync(text, stream, cancellationToken);
    }

    private static void AppendRow(FeatureFrame frame, int row, StringBuilder text)
    {
        for (var column = 0; column < frame.Columns.Count; column++)
        {
            if (column > 0)
                text.Append(',');
            frame.Columns[column].AppendText(text, row);
        }
        text.Append('\n');
    }

    private static async Task FlushAsync(StringBuilder text, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        text.Clear();
    }
}
