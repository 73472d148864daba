using NetMl.Flows.Argus;
using NetMl.Flows.Csv;
using NetMl.Flows.Ndjson;
using NetMl.Flows.Tabular;
using NetMl.Flows.Text;
using NetMl.Flows.Zeek;

namespace NetMl.Flows.Reading;

/// <summary>Tells formats apart: a frame by its magic, everything else by the first line that says something.</summary>
internal static class FormatDetection
{
    // A standard conn.log without its header has at least these columns.
    private const int HeaderlessZeekColumns = 21;

    internal static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="head">The first bytes.</param>
    /// <param name="isWhole">The head is the whole input: its last line may lack a line end.</param>
    /// <param name="needsMore">Nothing can be said yet: no line that says something is complete.</param>
    public static FlowFormat? Detect(ReadOnlySpan<byte> head, bool isWhole, out bool needsMore)
    {
        needsMore = false;
        if (head.StartsWith(FlowFrame.Magic))
            return FlowFormat.NetmlFrame;
        if (head.StartsWith(ByteOrderMark))
            head = head[ByteOrderMark.Length..];
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            if (end < 0 && !isWhole)
                break;
            var line = (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
            if (IsZeekDirective(line))
                return FlowFormat.ZeekTsv;
            if (!line.IsEmpty && line[0] != '#')
                return FromLine(line);
            head = end < 0 ? default : head[(end + 1)..];
        }
        needsMore = !isWhole;
        return null;
    }

    /// <summary>The first line is a row of a table without addresses, which <see cref="Tabular.NslKddFile"/> reads.</summary>
    public static bool IsTabular(ReadOnlySpan<byte> head, bool isWhole)
    {
        var end = head.IndexOf((byte)'\n');
        return (end >= 0 || isWhole) && NslKddRows.Fits((end < 0 ? head : head[..end]).TrimEnd((byte)'\r'));
    }

    private static bool IsZeekDirective(ReadOnlySpan<byte> line) =>
        line.StartsWith("#separator "u8) || line.StartsWith("#fields"u8);

    private static FlowFormat? FromLine(ReadOnlySpan<byte> line)
    {
        if (line[0] == '{')
            return FromJson(line);
        return FromNames(line, (byte)'\t') ?? FromNames(line, (byte)',') ?? (IsHeaderlessZeek(line) ? FlowFormat.ZeekTsv : null);
    }

    private static FlowFormat? FromNames(ReadOnlySpan<byte> line, byte separator)
    {
        var cutter = new FieldCutter();
        cutter.Cut(line, separator, quotes: separator == ',');
        bool zeek = false, argus = false, cic = false;
        for (var i = 0; i < cutter.Count; i++)
        {
            var name = cutter.Field(line, i);
            zeek |= ZeekFields.Find(name) == ZeekField.OrigH;
            argus |= ArgusFields.Find(name) == ArgusField.SrcAddr;
            cic |= CicFields.Find(name) == CicField.Source;
        }
        return zeek ? FlowFormat.ZeekTsv : argus ? FlowFormat.Argus : cic ? FlowFormat.CicFlowMeter : null;
    }

    // A first line that is cut short still tells, if it got as far as the first address.
    private static FlowFormat? FromJson(ReadOnlySpan<byte> line)
    {
        var fields = new JsonFields(line);
        while (fields.MoveNext())
        {
            if (ZeekFields.Find(fields.Name) is ZeekField.OrigH && fields.Name is not [(byte)'s', ..])
                return FlowFormat.ZeekJson;
            if (NdjsonFields.Find(fields.Name) is NdjsonField.Source)
                return FlowFormat.Ndjson;
        }
        return null;
    }

    private static bool IsHeaderlessZeek(ReadOnlySpan<byte> line)
    {
        var cutter = new FieldCutter();
        cutter.Cut(line, (byte)'\t', quotes: false);
        return cutter.Count >= HeaderlessZeekColumns
            && NumberText.TryParseSeconds(cutter.Field(line, 0), out _)
            && HostAddressParser.TryParse(cutter.Field(line, 2), out _);
    }
}
