namespace NetMl.Flows.Columns;

/// <summary>The arrays of one batch: equal lengths [n], checked by whoever makes them; nobody writes to them afterwards.</summary>
internal sealed record FlowColumns
{
    public required long[] Start { get; init; }
    public required long[] Duration { get; init; }
    public required int[] Source { get; init; }
    public required int[] Destination { get; init; }
    public required int[] SourcePort { get; init; }
    public required int[] DestinationPort { get; init; }
    public required byte[] Protocol { get; init; }
    public required long[] SourceBytes { get; init; }
    public required long[] DestinationBytes { get; init; }
    public required long[] SourcePackets { get; init; }
    public required long[] DestinationPackets { get; init; }
    public required ConnectionState[] State { get; init; }
    public required int[] ServiceCodes { get; init; }
    public required int[] LabelCodes { get; init; }

    /// <summary>[n + 1], ascending, first 0.</summary>
    public required int[] UidOffsets { get; init; }
    public required byte[] UidBytes { get; init; }
    public required HostAddress[] Addresses { get; init; }
    public required TextDictionary Services { get; init; }
    public required TextDictionary Labels { get; init; }
}
