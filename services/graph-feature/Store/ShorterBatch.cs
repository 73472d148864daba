using NetMl.Flows;

namespace NetMl.GraphFeature.Store;

/// <summary>A stored batch that a new one begins with, and whose place it takes.</summary>
internal sealed record ShorterBatch(long Id, int Rows, int Labelled, int Bytes)
{
    /// <summary>Which of the batches at the same place of the same file the new one replaces; null = one of them begins with all of the new one, so nothing is new.</summary>
    public static IReadOnlyList<ShorterBatch>? Among(IReadOnlyList<(long Id, byte[] Frame)> atPlace, NewSegment segment)
    {
        var shorter = new List<ShorterBatch>();
        foreach (var (id, frame) in atPlace)
        {
            var (stored, arrived) = (FlowFrame.Decode(frame).Batch, FlowFrame.Decode(segment.Frame).Batch);
            var growth = BatchGrowths.Between(stored, arrived);
            if (growth == BatchGrowth.Known)
                return null;
            if (growth == BatchGrowth.Grown)
                shorter.Add(new ShorterBatch(id, stored.Count, StoredFlows.CountLabelled(stored), frame.Length));
        }
        return shorter;
    }
}
