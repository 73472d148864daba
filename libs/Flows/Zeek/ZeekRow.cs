using NetMl.Flows.Text;

namespace NetMl.Flows.Zeek;

/// <summary>Collects the fields of one conn.log entry, from whichever notation, into a <see cref="FlowRow"/>.</summary>
internal ref struct ZeekRow
{
    public const string BadTime = "ts is not a time in seconds";
    public const string BadAddress = "an address is neither IPv4 nor IPv6";
    public const string BadPort = "a port is not a number from 0 to 65535";
    public const string BadDuration = "duration is not a number of seconds, 0 or more";
    public const string BadCount = "a byte or packet count is not a whole number, 0 or more";
    public const string BadState = "conn_state is unknown";
    public const string BadProtocol = "ip_proto is not a number from 0 to 255";
    public const string LongText = "a service, label or uid is longer than 256 bytes";
    public const string OtherLog = "the row is from another of Zeek's logs; flows are in its conn log";
    public const string MissingField = "ts or an address is missing";

    private const uint Needed = 1u << (int)ZeekField.Ts | 1u << (int)ZeekField.OrigH | 1u << (int)ZeekField.RespH;

    private FlowRow _row;
    private ReadOnlySpan<byte> _label;
    private ReadOnlySpan<byte> _attackName;
    private uint _seen;

    public static ZeekRow Start() => new() { _row = FlowRow.Empty };

    /// <summary>Service is known to be none (`(empty)`).</summary>
    public void SetNoService() => _row.HasService = true;

    /// <summary>A time that is already in nanoseconds.</summary>
    public void SetStart(long nanoseconds)
    {
        _row.StartNanoseconds = nanoseconds;
        _seen |= 1u << (int)ZeekField.Ts;
    }

    /// <summary>Takes a field that is set; null, or the reason why the row cannot be read.</summary>
    public string? Set(ZeekField field, ReadOnlySpan<byte> text)
    {
        _seen |= 1u << (int)field;
        switch (field)
        {
            case ZeekField.Ts:
                return NumberText.TryParseSeconds(text, out _row.StartNanoseconds) ? null : BadTime;
            case ZeekField.OrigH:
                return HostAddressParser.TryParse(text, out _row.Source) ? null : BadAddress;
            case ZeekField.RespH:
                return HostAddressParser.TryParse(text, out _row.Destination) ? null : BadAddress;
            case ZeekField.OrigP:
                return NumberText.TryParsePort(text, out _row.SourcePort) ? null : BadPort;
            case ZeekField.RespP:
                return NumberText.TryParsePort(text, out _row.DestinationPort) ? null : BadPort;
            case ZeekField.Duration:
                return NumberText.TryParseSeconds(text, out _row.DurationNanoseconds) && _row.DurationNanoseconds >= 0 ? null : BadDuration;
            case ZeekField.OrigBytes:
                return NumberText.TryParseCount(text, out _row.SourceBytes) ? null : BadCount;
            case ZeekField.RespBytes:
                return NumberText.TryParseCount(text, out _row.DestinationBytes) ? null : BadCount;
            case ZeekField.OrigPkts:
                return NumberText.TryParseCount(text, out _row.SourcePackets) ? null : BadCount;
            case ZeekField.RespPkts:
                return NumberText.TryParseCount(text, out _row.DestinationPackets) ? null : BadCount;
            case ZeekField.ConnState:
                return ZeekStates.TryParse(text, out _row.State) ? null : BadState;
            default:
                return SetText(field, text);
        }
    }

    /// <summary>Adds the row; null, or the reason why it cannot be added.</summary>
    public string? Finish(FlowBatchBuilder rows)
    {
        if ((_seen & Needed) != Needed)
            return MissingField;
        // Zeek says icmp for ICMPv6 too.
        if (_row.Protocol == IpProtocol.Icmp && !_row.Source.IsIPv4)
            _row.Protocol = IpProtocol.IcmpV6;
        _row.Label = FlowLabels.FromZeek(_label, _attackName);
        rows.Add(in _row);
        return null;
    }

    private string? SetText(ZeekField field, ReadOnlySpan<byte> text)
    {
        if (text.Length > FlowBatchBuilder.MaxTextBytes)
            return LongText;
        switch (field)
        {
            case ZeekField.Uid:
                _row.Uid = text;
                break;
            case ZeekField.Service:
                _row.Service = text;
                _row.HasService = true;
                break;
            case ZeekField.Proto:
                if ((_seen & 1u << (int)ZeekField.IpProto) == 0)
                    _row.Protocol = IpProtocol.Parse(text);
                break;
            case ZeekField.IpProto:
                if (!NumberText.TryParsePort(text, out var number) || number > byte.MaxValue)
                    return BadProtocol;
                _row.Protocol = (byte)number;
                break;
            case ZeekField.Label:
                _label = text;
                break;
            case ZeekField.AttackName:
                _attackName = text;
                break;
            case ZeekField.Path:
                return text.IndexOf("conn"u8) >= 0 ? null : OtherLog;
        }
        return null;
    }
}
