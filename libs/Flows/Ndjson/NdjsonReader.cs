using System.Text;
using NetMl.Flows.Reading;
using NetMl.Flows.Text;
using NetMl.Flows.Zeek;

namespace NetMl.Flows.Ndjson;

/// <summary>Reads one <see cref="FlowRecord"/> a line: its property names in camelCase, numbers −1, null or absent when missing.</summary>
/// <remarks>
/// Required: startNanoseconds (or `start`, ISO 8601), source, destination. `protocol` is a number or a name such as tcp; `state` a
/// Zeek state or Unknown. Other fields are passed over.
/// </remarks>
internal sealed class NdjsonReader : IRowReader
{
    private const string BadStart = "startNanoseconds is not a whole number of nanoseconds, nor start an ISO 8601 time";
    private const string BadNumber = "a duration or count is not a whole number, 0 or more, or -1";
    private const string BadProtocol = "protocol is neither a number from 0 to 255 nor a known name";
    private const string BadState = "state is unknown";
    private const string Missing = "startNanoseconds, source or destination is missing";
    private const string BadType = "a field holds a value of the wrong type";

    private const uint Needed = 1u << (int)NdjsonField.Start | 1u << (int)NdjsonField.Source | 1u << (int)NdjsonField.Destination;

    private readonly NameMemory<NdjsonField> _names = new(NdjsonFields.Find);
    private readonly JsonEscapes _escapes = new();

    public string? Read(ReadOnlySpan<byte> line, FlowBatchBuilder rows)
    {
        _escapes.Start(line.Length);
        var row = FlowRow.Empty;
        var fields = new JsonFields(line);
        string? reason = null;
        var seen = 0u;
        for (var place = 0; fields.MoveNext(); place++)
        {
            var field = _names.Find(fields.Name, place);
            if (field == NdjsonField.Other || fields.Kind == JsonKind.Null || reason is not null)
                continue;
            var text = fields.IsEscaped ? _escapes.Resolve(fields.Value) : fields.Value;
            reason = fields.Kind is JsonKind.Text or JsonKind.Number ? Set(ref row, field, text, fields.Kind) : BadType;
            seen |= 1u << (int)(field == NdjsonField.StartText ? NdjsonField.Start : field);
        }
        reason = fields.IsBroken ? ZeekJsonReader.NotJson : reason ?? ((seen & Needed) == Needed ? null : Missing);
        if (reason is not null)
            return reason;
        rows.Add(in row);
        return null;
    }

    private static string? Set(ref FlowRow row, NdjsonField field, ReadOnlySpan<byte> text, JsonKind kind)
    {
        var isText = kind == JsonKind.Text;
        switch (field)
        {
            case NdjsonField.Start:
                return !isText && TryParseSigned(text, out row.StartNanoseconds) ? null : BadStart;
            case NdjsonField.StartText:
                return isText && CalendarText.TryParse(text, out row.StartNanoseconds) ? null : BadStart;
            case NdjsonField.Source:
                return isText && HostAddressParser.TryParse(text, out row.Source) ? null : ZeekRow.BadAddress;
            case NdjsonField.Destination:
                return isText && HostAddressParser.TryParse(text, out row.Destination) ? null : ZeekRow.BadAddress;
            case NdjsonField.SourcePort:
                return TryParsePort(text, out row.SourcePort) ? null : ZeekRow.BadPort;
            case NdjsonField.DestinationPort:
                return TryParsePort(text, out row.DestinationPort) ? null : ZeekRow.BadPort;
            case NdjsonField.Duration:
                return TryParseCount(text, out row.DurationNanoseconds) ? null : BadNumber;
            case NdjsonField.SourceBytes:
                return TryParseCount(text, out row.SourceBytes) ? null : BadNumber;
            case NdjsonField.DestinationBytes:
                return TryParseCount(text, out row.DestinationBytes) ? null : BadNumber;
            case NdjsonField.SourcePackets:
                return TryParseCount(text, out row.SourcePackets) ? null : BadNumber;
            case NdjsonField.DestinationPackets:
                return TryParseCount(text, out row.DestinationPackets) ? null : BadNumber;
            case NdjsonField.Protocol:
                row.Protocol = IpProtocol.Parse(text);
                return row.Protocol != IpProtocol.Unknown || text.SequenceEqual("255"u8) ? null : BadProtocol;
            case NdjsonField.State:
                return ZeekStates.TryParse(text, out row.State) || text.SequenceEqual("Unknown"u8) ? null : BadState;
            default:
                return isText ? SetText(ref row, field, text) : BadType;
        }
    }

    private static string? SetText(ref FlowRow row, NdjsonField field, ReadOnlySpan<byte> text)
    {
        if (text.Length > FlowBatchBuilder.MaxTextBytes)
            return ZeekRow.LongText;
        switch (field)
        {
            case NdjsonField.Service:
                row.Service = text;
                row.HasService = true;
                break;
            case NdjsonField.Label:
                row.Label = text;
                break;
            default:
                row.Uid = text;
                break;
        }
        return null;
    }

    private static bool TryParsePort(ReadOnlySpan<byte> text, out int port)
    {
        port = -1;
        return text.SequenceEqual("-1"u8) || NumberText.TryParsePort(text, out port);
    }

    private static bool TryParseCount(ReadOnlySpan<byte> text, out long count)
    {
        count = -1;
        return text.SequenceEqual("-1"u8) || NumberText.TryParseCount(text, out count);
    }

    private static bool TryParseSigned(ReadOnlySpan<byte> text, out long value) =>
        System.Buffers.Text.Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
}
