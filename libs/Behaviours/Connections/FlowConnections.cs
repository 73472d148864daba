using NetMl.Flows;

namespace NetMl.Behaviours.Connections;

/// <summary>Takes from a flow what detectors need.</summary>
internal static class FlowConnections
{
    /// <summary>One row of a batch.</summary>
    /// <param name="numberOf">[addresses of the batch]: number of each host.</param>
    public static Connection Read(FlowBatch batch, int row, ReadOnlySpan<int> numberOf)
    {
        long sent = batch.SourceBytes[row], received = batch.DestinationBytes[row], bytes = sent < 0 && received < 0 ? -1 : Math.Max(0, sent) + Math.Max(0, received);
        var failed = FailedAttempts.Is(batch.State[row], batch.Protocol[row], bytes, batch.DestinationPackets[row]);
        return new Connection(
            batch.StartNanoseconds[row], numberOf[batch.Source[row]], numberOf[batch.Destination[row]], batch.DestinationPort[row],
            batch.Protocol[row], failed, sent, Hash(batch.UidBytes(row)))
        {
            Duration = batch.DurationNanoseconds[row],
            TargetBytes = batch.DestinationBytes[row],
            SourcePackets = (int)Math.Min(batch.SourcePackets[row], int.MaxValue),
            TargetPackets = (int)Math.Min(batch.DestinationPackets[row], int.MaxValue),
            State = batch.State[row],
        };
    }

    /// <summary>FNV-1a, 64 bits; 0 for no bytes.</summary>
    private static ulong Hash(ReadOnlySpan<byte> uid)
    {
        if (uid.IsEmpty)
            return 0;
        var hash = 14695981039346656037UL;
        foreach (var letter in uid)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
