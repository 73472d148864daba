using NetMl.Flows;

namespace NetMl.Behaviours.Connections;

/// <summary>What the detectors need to know of one flow: 80 bytes.</summary>
/// <param name="Start">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Source">Number of the host that opened it.</param>
/// <param name="Target">Number of the host that was called.</param>
/// <param name="Port">Port of the target, −1 = none.</param>
/// <param name="Protocol">IANA number.</param>
/// <param name="Failed">The target did not take part: no answer, a refusal, or a broken opening.</param>
/// <param name="SourceBytes">Payload sent by the source, in bytes; −1 = not known.</param>
/// <param name="Uid">Hash of the log's own id of the flow; 0 = it has none.</param>
public readonly record struct Connection(long Start, int Source, int Target, int Port, byte Protocol, bool Failed, long SourceBytes, ulong Uid = 0)
{
    /// <summary>Nanoseconds; −1 = not known.</summary>
    public long Duration { get; init; } = -1;

    /// <summary>Payload sent by the target, in bytes; −1 = not known.</summary>
    public long TargetBytes { get; init; } = -1;

    /// <summary>Packets sent by the source; −1 = not known; at most 2³¹ − 1.</summary>
    public int SourcePackets { get; init; } = -1;

    /// <summary>Packets sent by the target; −1 = not known; at most 2³¹ − 1.</summary>
    public int TargetPackets { get; init; } = -1;

    /// <summary>How the log says that it went.</summary>
    public ConnectionState State { get; init; } = ConnectionState.Unknown;

    /// <summary>Where the text of the log's own id lies; −1 = nowhere.</summary>
    public int UidPlace { get; init; } = -1;
}
