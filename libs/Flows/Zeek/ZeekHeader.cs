using NetMl.Flows.Text;

namespace NetMl.Flows.Zeek;

/// <summary>The columns of a conn.log, as its header names them.</summary>
internal sealed class ZeekHeader
{
    private readonly byte[] _text;

    private ZeekHeader(byte[] text) => _text = text;

    /// <summary>Names in the header, those in the three-space tail included.</summary>
    public int Columns { get; private init; }

    /// <summary>Columns when the tail counts as one: IoT-23 parts its last three columns by three spaces, in header and rows.</summary>
    public int OuterColumns { get; private init; }

    /// <summary>The columns that make a flow, in file order.</summary>
    public (int Column, ZeekField Field)[] Wanted { get; private init; } = [];

    /// <summary>How many of <see cref="Wanted"/> stand before the three-space tail, when a row has it as one column.</summary>
    public int WantedBeforeTail { get; private init; }

    /// <summary>No header was there; the standard columns are assumed and further ones passed over.</summary>
    public bool IsAssumed { get; private init; }

    /// <summary>Time and both addresses are among the columns.</summary>
    public bool IsComplete { get; private init; }

    private static ReadOnlySpan<byte> TailSeparator => "   "u8;

    /// <param name="cutter">Of the reader, so that a header on every line costs little.</param>
    public static ZeekHeader Parse(ReadOnlySpan<byte> names, byte separator, FieldCutter cutter, bool isAssumed)
    {
        cutter.Cut(names, separator, quotes: false);
        var wanted = new List<(int Column, ZeekField Field)>();
        var columns = 0;
        for (var i = 0; i < cutter.Count; i++)
        {
            var name = cutter.Field(names, i);
            for (var part = 0; part == 0 || TailField(name, part).Length > 0; part++)
                Note(TailField(name, part), columns++, wanted);
        }
        bool Has(ZeekField field) => wanted.Exists(w => w.Field == field);
        return new ZeekHeader(names.ToArray())
        {
            Columns = columns,
            OuterColumns = cutter.Count,
            Wanted = [.. wanted],
            WantedBeforeTail = wanted.Count(w => w.Column < cutter.Count - 1),
            IsAssumed = isAssumed,
            IsComplete = Has(ZeekField.Ts) && Has(ZeekField.OrigH) && Has(ZeekField.RespH),
        };
    }

    /// <summary>The header itself comes again, as in joined files.</summary>
    public bool IsRepeatedBy(ReadOnlySpan<byte> line) => line.SequenceEqual(_text);

    /// <summary>One part of a three-space tail; empty when there is no such part.</summary>
    public static ReadOnlySpan<byte> TailField(ReadOnlySpan<byte> tail, int index)
    {
        for (; ; index--)
        {
            var end = tail.IndexOf(TailSeparator);
            if (index == 0)
                return end < 0 ? tail : tail[..end];
            if (end < 0)
                return default;
            tail = tail[(end + TailSeparator.Length)..];
        }
    }

    /// <summary>The byte that `#separator` names: \x09 or the character itself.</summary>
    public static byte? Separator(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'\\', (byte)'x', var high, var low] && HostAddressParser.HexDigit(high) >= 0 && HostAddressParser.HexDigit(low) >= 0)
            return (byte)(HostAddressParser.HexDigit(high) << 4 | HostAddressParser.HexDigit(low));
        return text.Length == 1 ? text[0] : null;
    }

    // A name that comes twice counts once, the first time.
    private static void Note(ReadOnlySpan<byte> name, int column, List<(int Column, ZeekField Field)> wanted)
    {
        var field = ZeekFields.Find(name);
        if (field != ZeekField.Other && !wanted.Exists(w => w.Field == field))
            wanted.Add((column, field));
    }
}
