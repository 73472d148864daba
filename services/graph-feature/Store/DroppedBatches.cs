namespace NetMl.GraphFeature.Store;

/// <summary>What a slice of retention took away.</summary>
/// <param name="Batches">How many; 0 = nothing is that old (any more).</param>
/// <param name="Snapshots">Ids of the snapshots that held one of them, and went with it.</param>
public sealed record DroppedBatches(int Batches, IReadOnlyList<string> Snapshots);

/// <summary>A batch that goes, and what of it counts in the totals.</summary>
internal sealed record OldBatch(long Id, bool Counts, int Rows, int Labelled, int Bytes)
{
    /// <param name="frame">Its labels are counted nowhere else.</param>
    public static OldBatch Of(long id, bool isSuperseded, int rows, byte[] frame) =>
        new(id, !isSuperseded, rows, isSuperseded ? 0 : StoredFlows.CountLabelled(NetMl.Flows.FlowFrame.Decode(frame).Batch), frame.Length);
}
