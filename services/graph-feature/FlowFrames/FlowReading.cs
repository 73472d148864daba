using NetMl.Features;
using NetMl.Flows;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.FlowFrames;

/// <summary>The flows of a window, in order of time; or why there are none.</summary>
/// <param name="Batches">Copies: what they were read from is free again.</param>
internal sealed record FoundWindow(IReadOnlyList<FlowBatch> Batches, string? Missing);

/// <summary>Reads stored flows for other services; windows are looked for one at a time, so that memory stays bounded.</summary>
internal sealed class FlowReading(StoredFlows flows, IFlowStore store, MemoryTrim memory) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Sends frames with the flows that start within [begin, end): whole batches as they were stored, others cut.</summary>
    public async Task CopyAsync(string dataset, IReadOnlyList<Segment> segments, long begin, long end, Stream body, CancellationToken cancellationToken)
    {
        foreach (var segment in segments)
        {
            if (segment.Start >= begin && segment.End < end)
            {
                await body.WriteAsync(await store.ReadFrameAsync(segment.Id, cancellationToken), cancellationToken);
                continue;
            }
            var batch = await flows.ReadAsync(segment.Id, cancellationToken);
            int[] kept = [.. Enumerable.Range(0, batch.Count).Where(row => batch.StartNanoseconds[row] >= begin && batch.StartNanoseconds[row] < end)];
            await FrameCutting.WriteAsync(dataset, [batch], kept, body, cancellationToken);
        }
        memory.Request();
    }

    /// <summary>
    /// The window that a snapshot of the flows that start within [begin, end) has the flow in: flows in order of time (<see cref="FlowTable"/>),
    /// cut after every <paramref name="window"/> of them, counted from the first. So the flow may stand anywhere in its window, and has the very
    /// features that it is learnt from. O(flows · log flows).
    /// </summary>
    /// <param name="window">Flows of a window; 0 = all.</param>
    public async Task<FoundWindow> FindWindowAsync(
        string dataset, IReadOnlyList<Segment> segments, long begin, long end, string uid, int window, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var batches = await flows.ReadAsync([.. segments.Select(segment => segment.Id)], cancellationToken);
            var rows = UidSearch.Rows(batches, uid);
            if (rows.Count == 0)
                return new([], UidSearch.Missing(dataset, batches, uid));
            var table = FlowTable.Build(batches, begin, end);
            // Of several reports of a connection the table keeps one; of several connections of one uid, the last is meant.
            for (var place = table.Count - 1; place >= 0; place--)
            {
                if (!rows.Contains(table.Row[place]))
                    continue;
                var first = window == 0 ? 0 : place / window * window;
                return new(FrameCutting.Copy(batches, table.Row[first..(window == 0 ? table.Count : Math.Min(table.Count, first + window))].ToArray()), null);
            }
            return new([], $"The flow '{uid}' of data set '{dataset}' lies outside of the time from 'from' to 'to'.");
        }
        finally
        {
            _one.Release();
            memory.Request();
        }
    }

    public void Dispose() => _one.Dispose();
}
