namespace NetMl.Ingest.Publishing;

/// <summary>The batches of one upload that are on their way: bounded, so that reading waits for the broker. Not thread-safe.</summary>
internal sealed class PublishWindow(FlowPublisher publisher, IngestMetrics metrics, int size)
{
    private readonly List<Task<PublishOutcome>> _open = [];

    /// <summary>Batches that the broker has.</summary>
    public int Published { get; private set; }

    /// <summary>The first failure; <see cref="PublishOutcome.Published"/> while there is none.</summary>
    public PublishOutcome Outcome { get; private set; }

    /// <summary>Sends one frame, after a place is free. False = a batch failed: stop.</summary>
    public async Task<bool> SendAsync(byte[] frame, int flows, CancellationToken cancellationToken)
    {
        while (_open.Count >= size)
            await SettleAsync(await Task.WhenAny(_open));
        if (Outcome != PublishOutcome.Published)
            return false;
        _open.Add(PublishAsync(frame, flows, cancellationToken));
        return true;
    }

    /// <summary>Waits until nothing is on its way; the outcome of all.</summary>
    public async Task<PublishOutcome> CompleteAsync()
    {
        while (_open.Count > 0)
            await SettleAsync(await Task.WhenAny(_open));
        return Outcome;
    }

    private async Task<PublishOutcome> PublishAsync(byte[] frame, int flows, CancellationToken cancellationToken)
    {
        var outcome = await publisher.PublishAsync(frame, cancellationToken);
        if (outcome == PublishOutcome.Published)
            metrics.BatchPublished(flows);
        return outcome;
    }

    private async Task SettleAsync(Task<PublishOutcome> done)
    {
        _open.Remove(done);
        var outcome = await done;
        if (outcome == PublishOutcome.Published)
            Published++;
        else if (Outcome == PublishOutcome.Published)
            Outcome = outcome;
    }
}
