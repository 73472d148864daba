namespace NetMl.Flows;

/// <summary>One flow as a value: for tests, generators and NDJSON, whose field names are these in camelCase. Bulk work stays in <see cref="FlowBatch"/>.</summary>
/// <remarks>−1 = the log does not say, for every number.</remarks>
public sealed record FlowRecord
{
    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    public required long StartNanoseconds { get; init; }

    public long DurationNanoseconds { get; init; } = -1;

    /// <summary>IPv4 or IPv6 address of the side that opened the flow.</summary>
    public required string Source { get; init; }

    /// <summary>0–65535; for ICMP the type.</summary>
    public int SourcePort { get; init; } = -1;

    /// <summary>IPv4 or IPv6 address of the side that answered.</summary>
    public required string Destination { get; init; }

    /// <summary>0–65535; for ICMP the code.</summary>
    public int DestinationPort { get; init; } = -1;

    /// <summary>IANA protocol number; 255 = unknown (<see cref="IpProtocol.Unknown"/>).</summary>
    public byte Protocol { get; init; } = IpProtocol.Unknown;

    /// <summary>Application protocol such as dns; null = unset, "" = known to be none.</summary>
    public string? Service { get; init; }

    /// <summary>Payload bytes sent by the source.</summary>
    public long SourceBytes { get; init; } = -1;

    public long DestinationBytes { get; init; } = -1;

    public long SourcePackets { get; init; } = -1;

    public long DestinationPackets { get; init; } = -1;

    public ConnectionState State { get; init; }

    /// <summary>Class of the flow; null = not labelled.</summary>
    public string? Label { get; init; }

    /// <summary>The log's own id of the flow; null = none.</summary>
    public string? Uid { get; init; }
}
