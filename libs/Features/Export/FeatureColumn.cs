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
internal sealed class TextColumn : FeatureColumn
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private readonly IReadOnlyList<string> _texts;
    private readonly byte[][] _bytes;
    private readonly int _width;
    private readonly Func<int, int> _textOfRow;

    /// <param name="texts">Distinct values.</param>
    /// <param name="textOfRow">Index of each row's value; −1 = empty.</param>
    public TextColumn(FeatureDescription about, IReadOnlyList<string> texts, Func<int, int> textOfRow)
        : base(about)
    {
        _texts = texts;
        _bytes = [.. texts.Select(Encoding.UTF8.GetBytes)];
        _width = _bytes.Aggregate(1, (width, bytes) => Math.Max(width, bytes.Length));
        _textOfRow = textOfRow;
    }

    internal override string NumpyType => string.Create(CultureInfo.InvariantCulture, $"|S{_width}");

    internal override void AppendText(StringBuilder line, int row)
    {
        var text = _textOfRow(row) is >= 0 and var index ? _texts[index] : "";
        if (text.AsSpan().ContainsAny(Quoted))
            line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            line.Append(text);
    }

    internal override void AppendBytes(IBufferWriter<byte> bytes, int row)
    {
        var span = bytes.GetSpan(_width)[.._width];
        span.Clear();
        if (_textOfRow(row) is >= 0 and var index)
            _bytes[index].CopyTo(span);
        bytes.Advance(_width);
    }
}
