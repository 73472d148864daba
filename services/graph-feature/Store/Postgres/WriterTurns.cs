namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>
/// Lets writers of this process in, one at a time per subject and some at once in all: they queue here instead of on connections, so that
/// readers always find one. Thread-safe; bounded by the number of writers that wait.
/// </summary>
/// <param name="most">Writers at once.</param>
/// <param name="patience">Longest wait for a turn.</param>
internal sealed class WriterTurns(int most, TimeSpan patience) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _all = new(most, most);

    /// <summary>Subjects that somebody writes or waits for.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _queues.Count;
        }
    }

    /// <summary>Waits for a turn, runs the work and lets the next in.</summary>
    /// <exception cref="TimeoutException">The turn did not come in time.</exception>
    public async Task<T> RunAsync<T>(string subject, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var queue = Enter(subject);
        try
        {
            await TakeAsync(queue.One, cancellationToken);
            try
            {
                await TakeAsync(_all, cancellationToken);
                try
                {
                    return await work();
                }
                finally
                {
                    _all.Release();
                }
            }
            finally
            {
                queue.One.Release();
            }
        }
        finally
        {
            Leave(subject, queue);
        }
    }

    public void Dispose() => _all.Dispose();

    private async Task TakeAsync(SemaphoreSlim turn, CancellationToken cancellationToken)
    {
        if (!await turn.WaitAsync(patience, cancellationToken))
            throw new TimeoutException($"others have been writing for {patience.TotalSeconds:0} seconds");
    }

    private Queue Enter(string subject)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(subject, out var queue))
                _queues.Add(subject, queue = new Queue());
            queue.Writers++;
            return queue;
        }
    }

    private void Leave(string subject, Queue queue)
    {
        lock (_lock)
        {
            if (--queue.Writers > 0)
                return;
            _queues.Remove(subject);
        }
        queue.One.Dispose();
    }

    private sealed class Queue
    {
        public SemaphoreSlim One { get; } = new(1, 1);

        public int Writers { get; set; }
    }
}
