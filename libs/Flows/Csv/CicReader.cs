using NetMl.Flows.Reading;
using NetMl.Flows.Text;
using NetMl.Flows.Zeek;

namespace NetMl.Flows.Csv;

/// <summary>Reads CICFlowMeter CSV with addresses, columns by the names in the header; forward = source.</summary>
/// <remarks>
/// Timestamp: UTC assumed, day first in dd/MM/yyyy. Flow Duration: microseconds; the tool writes negative ones by mistake, they are
/// taken as missing. The connection state is not in this format.
/// </remarks>
internal sealed class CicReader : IRowReader
{
    private const string BadTime = "Timestamp is not a date with time";
    private const string BadDuration = "Flow Duration is not a number of microseconds";
    private const string BadProtocol = "Protocol is neither a number from 0 to 255 nor a known name";
    private const string NoColumns = "the header names no Timestamp, Src IP or Dst IP";

    private readonly HeaderedColumns _columns = new(
        name => (int)CicFields.Find(name), (int)CicField.Other, [(int)CicField.Timestamp, (int)CicField.Source, (int)CicField.Destination], NoColumns,
        ","u8.ToArray(), quotes: true);

    public string? Read(ReadOnlySpan<byte> line, FlowBatchBuilder rows)
    {
        if (!_columns.TryCut(line, out var fault))
            return fault;
        var row = FlowRow.Empty;
        var reason = SetTimes(line, ref row) ?? SetEnds(line, ref row) ?? SetCounts(line, ref row);
        if (reason is not null)
            return reason;
        row.Label = FlowLabels.FromPlain(Field(line, CicField.Label));
        if (row.Label.Length > FlowBatchBuilder.MaxTextBytes)
            return ZeekRow.LongText;
        rows.Add(in row);
        return null;
    }

    private string? SetTimes(ReadOnlySpan<byte> line, ref FlowRow row)
    {
        if (!CalendarText.TryParse(Field(line, CicField.Timestamp), out row.StartNanoseconds))
            return BadTime;
        var duration = Field(line, CicField.Duration);
        if (duration.IsEmpty)
            return null;
        // TryParseSeconds multiplies by 10⁹; microseconds want 10³.
        if (!NumberText.TryParseSeconds(duration, out var scaled))
            return BadDuration;
        row.DurationNanoseconds = scaled < 0 ? -1 : scaled / 1_000_000;
        return null;
    }

    private string? SetEnds(ReadOnlySpan<byte> line, ref FlowRow row)
    {
        if (!HostAddressParser.TryParse(Field(line, CicField.Source), out row.Source)
            || !HostAddressParser.TryParse(Field(line, CicField.Destination), out row.Destination))
            return ZeekRow.BadAddress;
        var source = Field(line, CicField.SourcePort);
        var destination = Field(line, CicField.DestinationPort);
        if (!source.IsEmpty && !NumberText.TryParsePort(source, out row.SourcePort)
            || !destination.IsEmpty && !NumberText.TryParsePort(destination, out row.DestinationPort))
            return ZeekRow.BadPort;
        var protocol = Field(line, CicField.Protocol);
        row.Protocol = IpProtocol.Parse(protocol);
        return protocol.IsEmpty || row.Protocol != IpProtocol.Unknown ? null : BadProtocol;
    }

    private string? SetCounts(ReadOnlySpan<byte> line, ref FlowRow row) =>
        TryCount(line, CicField.SourceBytes, out row.SourceBytes) && TryCount(line, CicField.DestinationBytes, out row.DestinationBytes)
        && TryCount(line, CicField.SourcePackets, out row.SourcePackets) && TryCount(line, CicField.DestinationPackets, out row.DestinationPackets)
            ? null : ZeekRow.BadCount;

    // Some versions write counts as 70.0.
    private bool TryCount(ReadOnlySpan<byte> line, CicField field, out long count)
    {
        count = -1;
        var text = Field(line, field);
        var point = text.IndexOf((byte)'.');
        if (point > 0 && !text[(point + 1)..].ContainsAnyExcept((byte)'0'))
            text = text[..point];
        return text.IsEmpty || NumberText.TryParseCount(text, out count);
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, CicField field) => _columns.Field(line, (int)field);
}
