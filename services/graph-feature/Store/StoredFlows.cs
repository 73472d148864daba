using NetMl.Flows;

namespace NetMl.GraphFeature.Store;

/// <summary>Reads stored batches back as flows.</summary>
internal sealed class StoredFlows(IFlowStore store)
{
    /// <summary>All batches with a flow that may start within [from, to).</summary>
    public async Task<IReadOnlyList<FlowBatch>> ReadAsync(string dataset, long from, long to, CancellationToken cancellationToken)
    {
        var segments = await store.ListSegmentsAsync(dataset, from, to, cancellationToken);
        return await ReadAsync([.. segments.Select(segment => segment.Id)], cancellationToken);
    }

    /// <summary>These batches.</summary>
    public async Task<IReadOnlyList<FlowBatch>> ReadAsync(IReadOnlyList<long> segments, CancellationToken cancellationToken)
    {
        var batches = new List<FlowBatch>(segments.Count);
        foreach (var segment in segments)
            batches.Add(await ReadAsync(segment, cancellationToken));
        return batches;
    }

    /// <summary>Flows with a label.</summary>
    public static int CountLabelled(FlowBatch batch)
    {
        var labelled = 0;
        foreach (var code in batch.LabelCodes)
            labelled += code >= 0 ? 1 : 0;
        return labelled;
    }

    /// <summary>One batch.</summary>
    public async Task<FlowBatch> ReadAsync(long segment, CancellationToken cancellationToken) =>
        FlowFrame.Decode(await store.ReadFrameAsync(segment, cancellationToken)).Batch;
}
