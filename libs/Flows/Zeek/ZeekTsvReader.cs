using System.Runtime.CompilerServices;
using System.Text;
using NetMl.Flows.Reading;
using NetMl.Flows.Text;

namespace NetMl.Flows.Zeek;

/// <summary>Reads Zeek's conn.log in its tab-separated form, and its comma-separated export.</summary>
/// <remarks>
/// Columns by name from #fields, which may come again in the middle of joined files; without it, the first line is a header of
/// column names, or the columns are those of a standard conn.log. An unset or empty field is missing.
/// </remarks>
internal sealed class ZeekTsvReader : IRowReader
{
    private const string FewColumns = "the row has fewer columns than its header: it may be cut short";
    private const string ManyColumns = "the row has more columns than its header";
    private const string NoColumns = "the header names no ts, id.orig_h or id.resp_h";

    private static ReadOnlySpan<byte> StandardFields =>
        "ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state"u8
        + "\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents"u8;

    private readonly FieldCutter _cutter = new();
    private ZeekHeader? _header;
    private byte _separator = (byte)'\t';
    private byte[] _unset = [(byte)'-'];
    private byte[] _empty = "(empty)"u8.ToArray();
    private string? _wrongLog;

    public string? Read(ReadOnlySpan<byte> line, FlowBatchBuilder rows)
    {
        if (line[0] == '#')
        {
            ReadDirective(line);
            return null;
        }
        if (_header is null && TryReadFirstLine(line) || line[0] == 't' && _header!.IsRepeatedBy(line))
            return null;
        return ReadRow(_header!, line, rows);
    }

    // Not inlined: in a method of its own the loop keeps its values in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? ReadRow(ZeekHeader header, ReadOnlySpan<byte> line, FlowBatchBuilder rows)
    {
        if (_wrongLog is not null || !header.IsComplete)
            return _wrongLog ?? NoColumns;
        _cutter.Cut(line, _separator, quotes: _separator != '\t');
        var inTail = _cutter.Count == header.OuterColumns && header.OuterColumns < header.Columns;
        if (_cutter.Count != header.Columns && !inTail && !(header.IsAssumed && _cutter.Count > header.Columns))
            return _cutter.Count < header.Columns ? FewColumns : ManyColumns;
        var row = ZeekRow.Start();
        var wanted = header.Wanted;
        var plain = inTail ? header.WantedBeforeTail : wanted.Length;
        for (var i = 0; i < plain; i++)
        {
            if (Take(wanted[i].Field, _cutter.Field(line, wanted[i].Column), ref row) is { } reason)
                return reason;
        }
        for (var i = plain; i < wanted.Length; i++)
        {
            var tail = _cutter.Field(line, header.OuterColumns - 1);
            if (Take(wanted[i].Field, ZeekHeader.TailField(tail, wanted[i].Column - header.OuterColumns + 1), ref row) is { } reason)
                return reason;
        }
        return row.Finish(rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private string? Take(ZeekField field, ReadOnlySpan<byte> text, ref ZeekRow row)
    {
        if (text.IsEmpty || text[0] == _unset[0] && text.SequenceEqual(_unset))
            return null;
        if (text[0] != _empty[0] || !text.SequenceEqual(_empty))
            return row.Set(field, text);
        if (field == ZeekField.Service)
            row.SetNoService();
        return null;
    }

    /// <summary>True when the line is a header without #fields; otherwise the standard columns are assumed and the line is a row.</summary>
    private bool TryReadFirstLine(ReadOnlySpan<byte> line)
    {
        var isHeader = line.IndexOf("id.orig_h"u8) >= 0;
        if (isHeader && !line.Contains((byte)'\t'))
            _separator = (byte)',';
        _header = isHeader
            ? ZeekHeader.Parse(line, _separator, _cutter, isAssumed: false)
            : ZeekHeader.Parse(StandardFields, _separator, _cutter, isAssumed: true);
        return isHeader;
    }

    private void ReadDirective(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("#separator "u8))
            _separator = ZeekHeader.Separator(line["#separator "u8.Length..]) ?? _separator;
        else if (TryValue(line, "#fields"u8, out var fields))
            _header = ZeekHeader.Parse(fields, _separator, _cutter, isAssumed: false);
        else if (TryValue(line, "#path"u8, out var path))
            _wrongLog = path.IndexOf("conn"u8) >= 0 ? null : $"this is Zeek's {Name(path)} log; flows are in its conn log";
        else if (TryValue(line, "#unset_field"u8, out var unset) && !unset.IsEmpty)
            _unset = unset.ToArray();
        else if (TryValue(line, "#empty_field"u8, out var empty) && !empty.IsEmpty)
            _empty = empty.ToArray();
    }

    private static string Name(ReadOnlySpan<byte> path) => Encoding.Latin1.GetString(path[..Math.Min(path.Length, 40)]);

    private bool TryValue(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith(name) || line.Length == name.Length || line[name.Length] != _separator)
            return false;
        value = line[(name.Length + 1)..];
        return true;
    }
}
