using System.Globalization;

namespace NetMl.Graphs.Files;

/// <summary>A declared attribute: where its values go and what they are.</summary>
/// <param name="Name">The attribute's name; null for a key whose values nobody reads (graphics of an editor, attributes of the graph).</param>
/// <param name="For">node, edge or all.</param>
/// <param name="Type">boolean, int, long, float, double or string.</param>
internal sealed record GraphMlKey(string? Name, string For, string Type)
{
    public static bool IsType(string type) => type is "boolean" or "int" or "long" or "float" or "double" or "string";

    public bool IsOf(string element) => For == element || For == "all";

    /// <summary>Adds a value written as text: false when the row has one already, null when the type has no such value.</summary>
    public bool? TryAdd(AttributeColumnBuilder column, int row, string text) => Type switch
    {
        "boolean" => Flag(text) is { } flag ? column.TryAdd(row, flag) : null,
        "int" or "long" => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? column.TryAdd(row, whole) : null,
        "float" or "double" => Number(text) is { } number ? column.TryAdd(row, number) : null,
        _ => column.TryAdd(row, text),
    };

    private static bool? Flag(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };

    // XML writes INF, Python inf.
    private static double? Number(string text) => text.Trim().ToUpperInvariant() switch
    {
        "INF" or "+INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        var other => double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };
}
