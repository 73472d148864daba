using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMl.Contracts;

namespace NetMl.Cli.Reports;

/// <summary>Entries of a list as CSV (RFC 4180): UTF-8, lines end with CR LF, a first row of wire names, "features.degree" for what lies deeper.</summary>
/// <remarks>
/// An absent value is an empty field. Values in a list are joined with ';'; a list of objects is JSON. Numbers are written as JSON has them, times as RFC 3339.
/// A text that begins with =, +, -, @, a tab or a line break gets an apostrophe before it, because spreadsheets would run it as a formula:
/// names in logs are chosen by whoever sends the traffic.
/// </remarks>
internal static class CsvOutput
{
    private const string FormulaStarts = "=+-@\t\r\n";

    private static readonly WireJson Plain = new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Prints the entries, which are wire records; gives the exit code.</summary>
    public static int WriteCsv<T>(this Terminal terminal, IEnumerable<T> entries)
    {
        var type = Plain.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no wire record.");
        return terminal.WriteCsv(type.Properties.Select(property => property.Name), entries.Select(entry => JsonSerializer.SerializeToNode(entry, type)).OfType<JsonObject>());
    }

    /// <summary>Prints a page; says beside it, on the error stream, when there are more.</summary>
    /// <param name="offset">Entries before the page.</param>
    public static int WriteCsv<T>(this Terminal terminal, IReadOnlyCollection<T> entries, int offset, long total)
    {
        if (entries.Count < total)
            terminal.WriteError($"{Words.Count(entries.Count)} of {Words.Count(total)} are printed, beginning with number {Words.Count(offset + 1L)}: --offset and --top give the others.");
        return terminal.WriteCsv(entries);
    }

    /// <param name="names">Columns of an empty list, and the order of the first ones.</param>
    public static int WriteCsv(this Terminal terminal, IEnumerable<string> names, IEnumerable<JsonObject> entries)
    {
        var rows = entries.Select(entry => Flat(entry, "").ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)).ToList();
        var columns = Columns([.. names], rows);
        var writer = terminal.Out.Profile.Out.Writer;
        writer.Write(Line(columns.Select(Quoted)));
        foreach (var row in rows)
            writer.Write(Line(columns.Select(column => row.TryGetValue(column, out var value) ? Field(value) : "")));
        writer.Flush();
        return 0;
    }

    /// <summary>An entry of a record with values of another before them, such as a version with the name of its model.</summary>
    public static JsonObject With<T>(T entry, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var type = Plain.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no wire record.");
        var fields = JsonSerializer.SerializeToNode(entry, type)?.AsObject() ?? [];
        foreach (var (name, value) in more)
            fields[name] = value;
        return fields;
    }

    /// <summary>Each name at its place; one whose values are objects makes way for the names within them.</summary>
    private static List<string> Columns(List<string> names, List<Dictionary<string, JsonNode?>> rows)
    {
        var found = rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).ToList();
        var columns = new List<string>();
        foreach (var name in names)
        {
            var within = found.Where(column => column.StartsWith(name + '.', StringComparison.Ordinal)).ToList();
            if (within.Count == 0)
                columns.Add(name);
            columns.AddRange(within);
        }
        columns.AddRange(found.Except(columns, StringComparer.Ordinal).ToList());
        return columns;
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Flat(JsonObject fields, string before)
    {
        foreach (var (name, value) in fields)
        {
            if (value is not JsonObject deeper)
            {
                yield return (before + name, value);
                continue;
            }
            foreach (var field in Flat(deeper, $"{before}{name}."))
                yield return field;
        }
    }

    private static string Field(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list when list.Any(one => one is JsonObject or JsonArray) => Quoted(list.ToJsonString(Plain.Options)),
        JsonArray list => Quoted(Guarded(string.Join(';', list.Select(one => one?.ToString() ?? "")))),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => Quoted(Guarded(text.GetValue<string>())),
        _ => value.ToJsonString(),
    };

    private static string Guarded(string text) => text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) => text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Line(IEnumerable<string> fields) => new StringBuilder().AppendJoin(',', fields).Append("\r\n").ToString();
}
