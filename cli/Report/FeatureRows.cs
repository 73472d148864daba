using System.Globalization;
using System.Runtime.CompilerServices;

namespace NetMl.Cli.Report;

/// <summary>Rows of an exported table of features, one at a time.</summary>
/// <param name="what">For sentences.</param>
internal sealed class FeatureRows(Stream body, string what)
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Each row, its fields in the order of the file; a row is good until the next one.</summary>
    /// <exception cref="CommandFailure">A row has more or fewer fields than there are columns, or the body breaks off.</exception>
    public async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        foreach (var name in Split(await NextAsync(reader, cancellationToken) ?? throw Wrong("it is empty")))
            _columns.Add(name, _columns.Count);
        for (var line = 2; await NextAsync(reader, cancellationToken) is { } text; line++)
        {
            var fields = Split(text);
            if (fields.Count != _columns.Count)
                throw Wrong($"line {line} has {fields.Count} fields for {_columns.Count} columns");
            yield return fields;
        }
    }

    public string Text(IReadOnlyList<string> row, string column) =>
        row[_columns.TryGetValue(column, out var place) ? place : throw Wrong($"it has no column '{column}'")];

    /// <summary>An empty field is 0.</summary>
    public double Number(IReadOnlyList<string> row, string column) => Text(row, column) is not { Length: > 0 } text ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : throw Wrong($"column '{column}' has '{text}' where a number is due");

    /// <summary>A number of things, or bytes: 0 to 2^53, beyond which the page could not tell numbers apart.</summary>
    public long Amount(IReadOnlyList<string> row, string column) => (long)Math.Clamp(Number(row, column), 0, 1L << 53);

    private async Task<string?> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw Wrong($"it broke off, {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Fields of one line as RFC 4180 has it; addresses hold no line breaks.</summary>
    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length; at++)
        {
            if (at < line.Length && line[at] == '"')
            {
                var end = at + 1;
                while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')))
                    end += line[end] == '"' ? 2 : 1;
                fields.Add(line[(at + 1)..Math.Min(end, line.Length)].Replace("\"\"", "\"", StringComparison.Ordinal));
                at = end + 1;
                continue;
            }
            var comma = line.IndexOf(',', at);
            fields.Add(comma < 0 ? line[at..] : line[at..comma]);
            at = comma < 0 ? line.Length : comma;
        }
        return fields;
    }

    private CommandFailure Wrong(string why) => new($"The answer to {what} is not what this netml expects ({why}): is it a NetMlAspire gateway of the same version?");
}
