using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NetMl.Features.Descriptions;

namespace NetMl.Features.Export;

/// <summary>One column of a table of features: what it means, and its value in each row.</summary>
public abstract class FeatureColumn(FeatureDescription about)
{
    /// <summary>Name, unit, range, formula and missing-value rule.</summary>
    public FeatureDescription About { get; } = about;

    /// <summary>Type of the elements in NumPy's notation, little-endian; text is padded with zero bytes to one width.</summary>
    internal abstract string NumpyType { get; }

    /// <summary>Appends the value of a row as text: numbers in their shortest exact form with a point, text as RFC 4180 quotes it.</summary>
    internal abstract void AppendText(StringBuilder line, int row);

    /// <summary>Appends the value of a row as bytes.</summary>
    internal abstract void AppendBytes(IBufferWriter<byte> bytes, int row);
}

/// <summary>Numbers with a fraction, 8 bytes each; a missing one is NaN, and no text at all.</summary>
internal sealed class NumberColumn(FeatureDescription about, Func<int, double> value) : FeatureColumn(about)
{
    internal override string NumpyType => "<f8";

    internal override void AppendText(StringBuilder line, int row)
    {
        if (value(row) is var number && !double.IsNaN(number))
            line.Append(CultureInfo.InvariantCulture, $"{number:R}");
    }

    internal override void AppendBytes(IBufferWriter<byte> bytes, int row)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.GetSpan(sizeof(double)), value(row));
        bytes.Advance(sizeof(double));
    }
}

/// <summary>Whole numbers, 8 bytes each.</summary>
internal sealed class WholeColumn(FeatureDescription about, Func<int, long> value) : FeatureColumn(about)
{
    internal override string NumpyType => "<i8";

    internal override void AppendText(StringBuilder line, int row) => line.Append(CultureInfo.InvariantCulture, $"{value(row)}");

    internal override void AppendBytes(IBufferWriter<byte> bytes, int row)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), value(row));
        bytes.Advance(sizeof(long));
    }
}

/// <summary>Text, as UTF-8.</summary>
internal sealed class TextColumn(FeatureDescription about, IReadOnlyList<string> values, Func<int, int> valueOfRow) : FeatureColumn(about)
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private readonly byte[][] _values = [.. values.Select(Encoding.UTF8.GetBytes)];

    private int Width => Math.Max(1, _values.Length == 0 ? 0 : _values.Max(value => value.Length));

    internal override string NumpyType => string.Create(CultureInfo.InvariantCulture, $"|S{Width}");

    internal override void AppendText(StringBuilder line, int row)
    {
        var text = valueOfRow(row) is >= 0 and var index ? values[index] : "";
        if (text.AsSpan().ContainsAny(Quoted))
            line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            line.Append(text);
    }

    internal override void AppendBytes(IBufferWriter<byte> bytes, int row)
    {
        var width = Width;
        var span = bytes.GetSpan(width)[..width];
        span.Clear();
        if (valueOfRow(row) is >= 0 and var index)
            _values[index].CopyTo(span);
        bytes.Advance(width);
    }
}
