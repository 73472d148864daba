using System.Globalization;

namespace NetMl.Graphs.Files;

/// <summary>One attribute of the nodes or of the edges of a <see cref="NamedGraph"/>; rows may lack a value.</summary>
/// <remarks>Memory goes with the values that are there, not with the rows: 8 bytes each, and 4 for its row unless every row has one.</remarks>
public sealed class AttributeColumn
{
    private readonly int[]? _rows;
    private readonly long[] _bits;
    private readonly string[] _texts;

    /// <param name="rows">[values], ascending; null when value i is of row i.</param>
    /// <param name="bits">[values] of every kind but text: 0 or 1, the whole number, or the bits of the double.</param>
    /// <param name="texts">[values] of text.</param>
    internal AttributeColumn(string name, AttributeKind kind, int[]? rows, long[] bits, string[] texts)
    {
        (Name, Kind, _rows, _bits, _texts) = (name, kind, rows, bits, texts);
    }

    public string Name { get; }

    public AttributeKind Kind { get; }

    /// <summary>Rows that have a value.</summary>
    public int Count => Kind == AttributeKind.Text ? _texts.Length : _bits.Length;

    /// <summary>A column of numbers, one for each row.</summary>
    public static AttributeColumn Numbers(string name, ReadOnlySpan<double> values)
    {
        var bits = new long[values.Length];
        for (var i = 0; i < bits.Length; i++)
            bits[i] = BitConverter.DoubleToInt64Bits(values[i]);
        return new AttributeColumn(name, AttributeKind.Number, null, bits, []);
    }

    /// <summary>A column of whole numbers, one for each row.</summary>
    public static AttributeColumn Integers(string name, ReadOnlySpan<long> values) =>
        new(name, AttributeKind.Integer, null, values.ToArray(), []);

    /// <summary>A column of text, one for each row.</summary>
    public static AttributeColumn Texts(string name, IEnumerable<string> values) =>
        new(name, AttributeKind.Text, null, [], [.. values]);

    /// <summary>Whether the row has a value. O(1) when all have, else O(log values).</summary>
    public bool Has(int row) => Find(row) >= 0;

    /// <summary>The row's value as a number, true as 1 and false as 0; null when it has none.</summary>
    /// <exception cref="InvalidOperationException">The column holds text.</exception>
    public double? NumberAt(int row)
    {
        if (Kind == AttributeKind.Text)
            throw new InvalidOperationException($"Column '{Name}' holds text, not numbers.");
        var at = Find(row);
        return at < 0 ? null : Kind == AttributeKind.Number ? BitConverter.Int64BitsToDouble(_bits[at]) : _bits[at];
    }

    /// <summary>The row's value of a flag (0 or 1) or whole-number column, exactly; null when it has none.</summary>
    /// <exception cref="InvalidOperationException">The column holds text or fractions.</exception>
    public long? IntegerAt(int row)
    {
        if (Kind > AttributeKind.Integer)
            throw new InvalidOperationException($"Column '{Name}' holds values of kind {Kind}, not whole numbers.");
        var at = Find(row);
        return at < 0 ? null : _bits[at];
    }

    /// <summary>The row's value as files write it, whatever its kind; null when it has none.</summary>
    public string? TextAt(int row)
    {
        var at = Find(row);
        return at < 0 ? null : Kind == AttributeKind.Text ? _texts[at] : Format(Kind, _bits[at]);
    }

    internal static string Format(AttributeKind kind, long bits) => kind switch
    {
        AttributeKind.Flag => bits != 0 ? "true" : "false",
        AttributeKind.Integer => bits.ToString(CultureInfo.InvariantCulture),
        _ => FormatNumber(BitConverter.Int64BitsToDouble(bits)),
    };

    // "2.0", not "2": read again, it is a number and no whole number.
    private static string FormatNumber(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(value) && !text.AsSpan().ContainsAny('.', 'E') ? text + ".0" : text;
    }

    private int Find(int row) =>
        _rows is not null ? Array.BinarySearch(_rows, row) : (uint)row < (uint)Count ? row : -1;
}
