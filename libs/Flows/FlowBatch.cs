using System.Text;
using NetMl.Flows.Columns;

namespace NetMl.Flows;

/// <summary>Immutable flows by column, n rows; −1 = missing in every number column. Addresses, services and labels are dictionary-encoded.</summary>
/// <remarks>Made by <see cref="FlowBatchBuilder"/> or <see cref="FlowFrame.Decode"/>. Safe to read from many threads.</remarks>
public sealed class FlowBatch
{
    private readonly FlowColumns _columns;
    private string[]? _addressTexts;

    internal FlowBatch(FlowColumns columns) => _columns = columns;

    /// <summary>A batch without rows.</summary>
    public static FlowBatch Empty { get; } = new FlowBatchBuilder().Build();

    /// <summary>n.</summary>
    public int Count => _columns.Start.Length;

    /// <summary>[n] nanoseconds since 1970-01-01 UTC.</summary>
    public ReadOnlySpan<long> StartNanoseconds => _columns.Start;

    /// <summary>[n], ≥ 0 or −1.</summary>
    public ReadOnlySpan<long> DurationNanoseconds => _columns.Duration;

    /// <summary>[n] index into <see cref="Addresses"/>: the side that opened the flow.</summary>
    public ReadOnlySpan<int> Source => _columns.Source;

    /// <summary>[n] index into <see cref="Addresses"/>: the side that answered.</summary>
    public ReadOnlySpan<int> Destination => _columns.Destination;

    /// <summary>[n] 0–65535 or −1; for ICMP the type.</summary>
    public ReadOnlySpan<int> SourcePort => _columns.SourcePort;

    /// <summary>[n] 0–65535 or −1; for ICMP the code.</summary>
    public ReadOnlySpan<int> DestinationPort => _columns.DestinationPort;

    /// <summary>[n] IANA numbers; <see cref="IpProtocol.Unknown"/> = unknown.</summary>
    public ReadOnlySpan<byte> Protocol => _columns.Protocol;

    /// <summary>[n] payload bytes from the source, ≥ 0 or −1.</summary>
    public ReadOnlySpan<long> SourceBytes => _columns.SourceBytes;

    /// <summary>[n] payload bytes from the destination, ≥ 0 or −1.</summary>
    public ReadOnlySpan<long> DestinationBytes => _columns.DestinationBytes;

    /// <summary>[n], ≥ 0 or −1.</summary>
    public ReadOnlySpan<long> SourcePackets => _columns.SourcePackets;

    /// <summary>[n], ≥ 0 or −1.</summary>
    public ReadOnlySpan<long> DestinationPackets => _columns.DestinationPackets;

    /// <summary>[n].</summary>
    public ReadOnlySpan<ConnectionState> State => _columns.State;

    /// <summary>Distinct addresses as keys, in order of first appearance.</summary>
    public ReadOnlySpan<HostAddress> AddressKeys => _columns.Addresses;

    /// <summary>Distinct addresses as canonical text, parallel to <see cref="AddressKeys"/>; made on first use.</summary>
    public IReadOnlyList<string> Addresses => _addressTexts ??= Array.ConvertAll(_columns.Addresses, a => a.ToString());

    /// <summary>[n] index into <see cref="Services"/>, −1 = unset.</summary>
    public ReadOnlySpan<int> ServiceCodes => _columns.ServiceCodes;

    /// <summary>Distinct service names.</summary>
    public IReadOnlyList<string> Services => _columns.Services.Strings;

    /// <summary>[n] index into <see cref="Labels"/>, −1 = not labelled.</summary>
    public ReadOnlySpan<int> LabelCodes => _columns.LabelCodes;

    /// <summary>Distinct labels.</summary>
    public IReadOnlyList<string> Labels => _columns.Labels.Strings;

    internal FlowColumns Columns => _columns;

    /// <summary>Service of a row; null = unset, "" = known to be none.</summary>
    public string? Service(int row) => _columns.ServiceCodes[row] is >= 0 and var code ? Services[code] : null;

    /// <summary>Label of a row; null = not labelled.</summary>
    public string? Label(int row) => _columns.LabelCodes[row] is >= 0 and var code ? Labels[code] : null;

    /// <summary>The log's own id of a row; null = none. Makes a string on each call.</summary>
    public string? Uid(int row) => UidBytes(row) is { IsEmpty: false } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The log's own id of a row as UTF-8; empty = none.</summary>
    public ReadOnlySpan<byte> UidBytes(int row) => _columns.UidBytes.AsSpan(_columns.UidOffsets[row].._columns.UidOffsets[row + 1]);

    /// <summary>One row as a record: for tests and small outputs.</summary>
    public FlowRecord Record(int row) => new()
    {
        StartNanoseconds = StartNanoseconds[row],
        DurationNanoseconds = DurationNanoseconds[row],
        Source = Addresses[Source[row]],
        SourcePort = SourcePort[row],
        Destination = Addresses[Destination[row]],
        DestinationPort = DestinationPort[row],
        Protocol = Protocol[row],
        Service = Service(row),
        SourceBytes = SourceBytes[row],
        DestinationBytes = DestinationBytes[row],
        SourcePackets = SourcePackets[row],
        DestinationPackets = DestinationPackets[row],
        State = State[row],
        Label = Label(row),
        Uid = Uid(row),
    };

    /// <summary>All rows as records.</summary>
    public IEnumerable<FlowRecord> Records() => Enumerable.Range(0, Count).Select(Record);
}
