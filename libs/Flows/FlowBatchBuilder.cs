using System.Text;
using NetMl.Flows.Columns;

namespace NetMl.Flows;

/// <summary>Collects rows into columns. Adding allocates nothing once the arrays have grown; <see cref="Clear"/> keeps them. Not thread-safe.</summary>
public sealed class FlowBatchBuilder
{
    /// <summary>Longest service, label or uid that a row may carry, in UTF-8 bytes.</summary>
    public const int MaxTextBytes = 256;

    private readonly AddressDictionaryBuilder _addresses = new();
    private readonly TextDictionaryBuilder _services = new();
    private readonly TextDictionaryBuilder _labels = new();
    private long[] _start, _duration, _sourceBytes, _destinationBytes, _sourcePackets, _destinationPackets;
    private int[] _source, _destination, _sourcePort, _destinationPort, _serviceCodes, _labelCodes, _uidOffsets;
    private byte[] _protocol, _uidBytes;
    private ConnectionState[] _state;

    /// <param name="capacity">Rows to make room for at once.</param>
    public FlowBatchBuilder(int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _start = new long[capacity];
        _duration = new long[capacity];
        _sourceBytes = new long[capacity];
        _destinationBytes = new long[capacity];
        _sourcePackets = new long[capacity];
        _destinationPackets = new long[capacity];
        _source = new int[capacity];
        _destination = new int[capacity];
        _sourcePort = new int[capacity];
        _destinationPort = new int[capacity];
        _serviceCodes = new int[capacity];
        _labelCodes = new int[capacity];
        _uidOffsets = new int[capacity + 1];
        _protocol = new byte[capacity];
        _state = new ConnectionState[capacity];
        _uidBytes = new byte[capacity * 20];
    }

    /// <summary>Rows added since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>No frame of these rows is longer than this, without data set and batch id (<see cref="FlowFrame.Encode"/>).</summary>
    public long FrameBytesAtMost =>
        Count * FlowFrame.MaxRowBytes + _uidOffsets[Count] + _addresses.Count * 16L
        + _services.ByteCount + _labels.ByteCount + (_services.Count + _labels.Count) * 4L + FlowFrame.MaxFixedBytes;

    /// <summary>Adds one row; texts are copied.</summary>
    /// <remarks>The caller has checked ranges: ports 0–65535 or −1, counts ≥ 0 or −1, texts within <see cref="MaxTextBytes"/>.</remarks>
    public void Add(in FlowRow row)
    {
        if (Count == _start.Length)
            Grow();
        var i = Count;
        _start[i] = row.StartNanoseconds;
        _duration[i] = row.DurationNanoseconds;
        _source[i] = _addresses.Add(row.Source);
        _destination[i] = _addresses.Add(row.Destination);
        _sourcePort[i] = row.SourcePort;
        _destinationPort[i] = row.DestinationPort;
        _protocol[i] = row.Protocol;
        _state[i] = row.State;
        _sourceBytes[i] = row.SourceBytes;
        _destinationBytes[i] = row.DestinationBytes;
        _sourcePackets[i] = row.SourcePackets;
        _destinationPackets[i] = row.DestinationPackets;
        _serviceCodes[i] = row.HasService ? _services.Add(row.Service) : -1;
        _labelCodes[i] = row.Label.IsEmpty ? -1 : _labels.Add(row.Label);
        AddUid(i, row.Uid);
        Count = i + 1;
    }

    /// <summary>Adds a record.</summary>
    /// <exception cref="ArgumentException">An address is not an IP address, a port or a count is out of range, or a text is too long.</exception>
    public void Add(FlowRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Check(record);
        var service = record.Service is null ? [] : Encoding.UTF8.GetBytes(record.Service);
        var label = record.Label is null ? [] : Encoding.UTF8.GetBytes(record.Label);
        var uid = record.Uid is null ? [] : Encoding.UTF8.GetBytes(record.Uid);
        if (Math.Max(service.Length, Math.Max(label.Length, uid.Length)) > MaxTextBytes)
            throw new ArgumentException($"service, label and uid are at most {MaxTextBytes} bytes each", nameof(record));
        Add(new FlowRow
        {
            StartNanoseconds = record.StartNanoseconds,
            DurationNanoseconds = record.DurationNanoseconds,
            Source = Address(record.Source),
            Destination = Address(record.Destination),
            SourcePort = record.SourcePort,
            DestinationPort = record.DestinationPort,
            Protocol = record.Protocol,
            State = record.State,
            HasService = record.Service is not null,
            SourceBytes = record.SourceBytes,
            DestinationBytes = record.DestinationBytes,
            SourcePackets = record.SourcePackets,
            DestinationPackets = record.DestinationPackets,
            Service = service,
            Label = label,
            Uid = uid,
        });
    }

    /// <summary>The rows so far as a batch of their own; the builder keeps them until <see cref="Clear"/>.</summary>
    public FlowBatch Build() => new(new FlowColumns
    {
        Start = _start[..Count],
        Duration = _duration[..Count],
        Source = _source[..Count],
        Destination = _destination[..Count],
        SourcePort = _sourcePort[..Count],
        DestinationPort = _destinationPort[..Count],
        Protocol = _protocol[..Count],
        SourceBytes = _sourceBytes[..Count],
        DestinationBytes = _destinationBytes[..Count],
        SourcePackets = _sourcePackets[..Count],
        DestinationPackets = _destinationPackets[..Count],
        State = _state[..Count],
        ServiceCodes = _serviceCodes[..Count],
        LabelCodes = _labelCodes[..Count],
        UidOffsets = _uidOffsets[..(Count + 1)],
        UidBytes = _uidBytes[.._uidOffsets[Count]],
        Addresses = _addresses.Build(),
        Services = _services.Build(),
        Labels = _labels.Build(),
    });

    /// <summary>Forgets the rows, keeps the room.</summary>
    public void Clear()
    {
        Count = 0;
        _addresses.Clear();
        _services.Clear();
        _labels.Clear();
    }

    private void AddUid(int row, ReadOnlySpan<byte> uid)
    {
        var at = _uidOffsets[row];
        var end = at + uid.Length;
        if (end > _uidBytes.Length)
            Array.Resize(ref _uidBytes, Math.Max(end, _uidBytes.Length * 2));
        uid.CopyTo(_uidBytes.AsSpan(at));
        _uidOffsets[row + 1] = end;
    }

    private void Grow()
    {
        var capacity = Count * 2;
        Array.Resize(ref _start, capacity);
        Array.Resize(ref _duration, capacity);
        Array.Resize(ref _sourceBytes, capacity);
        Array.Resize(ref _destinationBytes, capacity);
        Array.Resize(ref _sourcePackets, capacity);
        Array.Resize(ref _destinationPackets, capacity);
        Array.Resize(ref _source, capacity);
        Array.Resize(ref _destination, capacity);
        Array.Resize(ref _sourcePort, capacity);
        Array.Resize(ref _destinationPort, capacity);
        Array.Resize(ref _serviceCodes, capacity);
        Array.Resize(ref _labelCodes, capacity);
        Array.Resize(ref _uidOffsets, capacity + 1);
        Array.Resize(ref _protocol, capacity);
        Array.Resize(ref _state, capacity);
    }

    private static void Check(FlowRecord record)
    {
        if (record.SourcePort is < -1 or > 65535 || record.DestinationPort is < -1 or > 65535)
            throw new ArgumentException($"ports are 0–65535 or -1: {record.SourcePort}, {record.DestinationPort}", nameof(record));
        if (record.DurationNanoseconds < -1 || record.SourceBytes < -1 || record.DestinationBytes < -1
            || record.SourcePackets < -1 || record.DestinationPackets < -1)
            throw new ArgumentException("durations and counts are 0 or more, or -1 for missing", nameof(record));
        if (!Enum.IsDefined(record.State))
            throw new ArgumentException($"unknown connection state {record.State}", nameof(record));
    }

    private static HostAddress Address(string text) => HostAddressParser.TryParse(text, out var address)
        ? address
        : throw new ArgumentException($"'{text}' is not an IPv4 or IPv6 address");
}
