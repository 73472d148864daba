namespace NetMl.Flows;

/// <summary>One row on its way into a <see cref="FlowBatchBuilder"/>; texts point into the reader's buffer. Start from <see cref="Empty"/>.</summary>
public ref struct FlowRow
{
    /// <summary>Everything missing.</summary>
    public static FlowRow Empty => new()
    {
        DurationNanoseconds = -1,
        SourcePort = -1,
        DestinationPort = -1,
        Protocol = IpProtocol.Unknown,
        SourceBytes = -1,
        DestinationBytes = -1,
        SourcePackets = -1,
        DestinationPackets = -1,
    };

    public long StartNanoseconds;
    public long DurationNanoseconds;
    public HostAddress Source;
    public HostAddress Destination;
    public int SourcePort;
    public int DestinationPort;
    public byte Protocol;
    public ConnectionState State;

    /// <summary>False = unset; true with an empty <see cref="Service"/> = known to be none.</summary>
    public bool HasService;
    public long SourceBytes;
    public long DestinationBytes;
    public long SourcePackets;
    public long DestinationPackets;
    public ReadOnlySpan<byte> Service;

    /// <summary>UTF-8; empty = not labelled.</summary>
    public ReadOnlySpan<byte> Label;

    /// <summary>UTF-8; empty = none.</summary>
    public ReadOnlySpan<byte> Uid;
}
