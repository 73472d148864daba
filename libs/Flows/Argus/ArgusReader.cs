using NetMl.Flows.Reading;
using NetMl.Flows.Text;
using NetMl.Flows.Zeek;

namespace NetMl.Flows.Argus;

/// <summary>Reads Argus binetflow files, separated by commas or tabs, columns by the names in the header.</summary>
/// <remarks>
/// StartTime: a date with time (UTC assumed) or seconds since 1970. Ports: decimal or 0x…; empty = missing. Dir `&lt;-` means the second
/// address opened the flow: ends and counts are exchanged. Destination counts = total − source; a total without its source part says
/// nothing about a side and is left out.
/// </remarks>
internal sealed class ArgusReader : IRowReader
{
    private const string BadStart = "StartTime is neither a date with time nor seconds since 1970";
    private const string BadTotals = "SrcBytes or SrcPkts exceeds its total";
    private const string NoColumns = "the header names no StartTime, SrcAddr or DstAddr";

    private readonly HeaderedColumns _columns = new(
        name => (int)ArgusFields.Find(name), (int)ArgusField.Other, [(int)ArgusField.StartTime, (int)ArgusField.SrcAddr, (int)ArgusField.DstAddr], NoColumns,
        "\t,"u8.ToArray(), quotes: false);

    public string? Read(ReadOnlySpan<byte> line, FlowBatchBuilder rows)
    {
        if (!_columns.TryCut(line, out var fault))
            return fault;
        var row = FlowRow.Empty;
        var reason = SetTimes(line, ref row) ?? SetEnds(line, ref row) ?? SetCounts(line, ref row);
        if (reason is not null)
            return reason;
        row.Protocol = IpProtocol.Parse(Field(line, ArgusField.Proto));
        row.State = ArgusStates.Parse(Field(line, ArgusField.State));
        row.Label = FlowLabels.FromArgus(Field(line, ArgusField.Label));
        if (row.Label.Length > FlowBatchBuilder.MaxTextBytes)
            return ZeekRow.LongText;
        if (Field(line, ArgusField.Dir) is [(byte)'<', (byte)'-' or (byte)'?'])
            Exchange(ref row);
        rows.Add(in row);
        return null;
    }

    private string? SetTimes(ReadOnlySpan<byte> line, ref FlowRow row)
    {
        var start = Field(line, ArgusField.StartTime);
        if (!CalendarText.TryParse(start, out row.StartNanoseconds) && !NumberText.TryParseSeconds(start, out row.StartNanoseconds))
            return BadStart;
        var duration = Field(line, ArgusField.Dur);
        if (duration.IsEmpty)
            return null;
        return NumberText.TryParseSeconds(duration, out row.DurationNanoseconds) && row.DurationNanoseconds >= 0 ? null : ZeekRow.BadDuration;
    }

    private string? SetEnds(ReadOnlySpan<byte> line, ref FlowRow row)
    {
        if (!HostAddressParser.TryParse(Field(line, ArgusField.SrcAddr), out row.Source)
            || !HostAddressParser.TryParse(Field(line, ArgusField.DstAddr), out row.Destination))
            return ZeekRow.BadAddress;
        var source = Field(line, ArgusField.Sport);
        var destination = Field(line, ArgusField.Dport);
        return (source.IsEmpty || NumberText.TryParseArgusPort(source, out row.SourcePort))
            && (destination.IsEmpty || NumberText.TryParseArgusPort(destination, out row.DestinationPort)) ? null : ZeekRow.BadPort;
    }

    private string? SetCounts(ReadOnlySpan<byte> line, ref FlowRow row) =>
        SetSides(line, ArgusField.TotBytes, ArgusField.SrcBytes, ArgusField.DstBytes, out row.SourceBytes, out row.DestinationBytes)
        ?? SetSides(line, ArgusField.TotPkts, ArgusField.SrcPkts, ArgusField.DstPkts, out row.SourcePackets, out row.DestinationPackets);

    private string? SetSides(
        ReadOnlySpan<byte> line, ArgusField totalField, ArgusField sourceField, ArgusField destinationField, out long source, out long destination)
    {
        destination = -1;
        if (!TryCount(line, sourceField, out source) || !TryCount(line, destinationField, out destination) || !TryCount(line, totalField, out var total))
            return ZeekRow.BadCount;
        if (total < 0 || source < 0 || destination >= 0)
            return null;
        destination = total - source;
        return destination >= 0 ? null : BadTotals;
    }

    private bool TryCount(ReadOnlySpan<byte> line, ArgusField field, out long count)
    {
        count = -1;
        var text = Field(line, field);
        return text.IsEmpty || NumberText.TryParseCount(text, out count);
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, ArgusField field) => _columns.Field(line, (int)field);

    private static void Exchange(ref FlowRow row)
    {
        (row.Source, row.Destination) = (row.Destination, row.Source);
        (row.SourcePort, row.DestinationPort) = (row.DestinationPort, row.SourcePort);
        (row.SourceBytes, row.DestinationBytes) = (row.DestinationBytes, row.SourceBytes);
        (row.SourcePackets, row.DestinationPackets) = (row.DestinationPackets, row.SourcePackets);
    }
}
