using NetMl.Flows;

namespace NetMl.GraphFeature.FlowFrames;

/// <summary>Makes frames of some rows of batches.</summary>
internal static class FrameCutting
{
    private const string BatchId = "cut";
    private const int RowsPerFrame = 4096;

    /// <summary>Sends these rows, in their order, in as many frames as they need; no rows, no frame.</summary>
    /// <param name="rows">Counted through all batches.</param>
    public static async Task WriteAsync(string dataset, IReadOnlyList<FlowBatch> batches, int[] rows, Stream body, CancellationToken cancellationToken)
    {
        foreach (var batch in Cut(batches, rows))
            await body.WriteAsync(FlowFrame.Encode(dataset, BatchId, batch), cancellationToken);
    }

    /// <summary>Sends batches whole.</summary>
    public static async Task WriteAsync(string dataset, IReadOnlyList<FlowBatch> batches, Stream body, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
            await body.WriteAsync(FlowFrame.Encode(dataset, BatchId, batch), cancellationToken);
    }

    /// <summary>These rows, in their order, as batches that share nothing with those given.</summary>
    /// <param name="rows">Counted through all batches.</param>
    public static IReadOnlyList<FlowBatch> Copy(IReadOnlyList<FlowBatch> batches, int[] rows) => [.. Cut(batches, rows)];

    private static IEnumerable<FlowBatch> Cut(IReadOnlyList<FlowBatch> batches, int[] rows)
    {
        var begins = new int[batches.Count];
        for (var batch = 1; batch < begins.Length; batch++)
            begins[batch] = begins[batch - 1] + batches[batch - 1].Count;
        foreach (var part in rows.Chunk(RowsPerFrame))
        {
            var builder = new FlowBatchBuilder(part.Length);
            foreach (var row in part)
            {
                var batch = BatchOf(begins, row);
                builder.Add(batches[batch].Record(row - begins[batch]));
            }
            yield return builder.Build();
        }
    }

    // Batches may be empty: of those that begin at the same row the last one holds it.
    private static int BatchOf(int[] begins, int row)
    {
        var (low, high) = (0, begins.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = begins[middle] <= row ? (middle, high) : (low, middle - 1);
        }
        return low;
    }
}
