namespace NetMl.GraphFeature.Behaviours;

/// <summary>Data sets with flows that the analysis has not seen. A name is due once it has been quiet for a while, or has waited long enough. Thread-safe.</summary>
/// <remarks>Bounded by the number of data sets: a name that is marked again is not kept twice.</remarks>
public sealed class StaleDatasets(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long First, long Last)> _marked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>New flows have come.</summary>
    public void Mark(string dataset)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _marked[dataset] = _marked.TryGetValue(dataset, out var known) ? (Math.Min(known.First, now), now) : (now, now);
            _change.TrySetResult();
        }
    }

    /// <summary>It is to be looked at again after a while (0 or less = soon), or with the next flows.</summary>
    public void MarkLater(string dataset, TimeSpan pause)
    {
        lock (_lock)
        {
            var then = time.GetTimestamp() + (long)(Math.Max(0, pause.TotalSeconds) * time.TimestampFrequency);
            if (_marked.TryAdd(dataset, (then, then)))
                _change.TrySetResult();
        }
    }

    /// <summary>Whether it is marked, or taken and not done.</summary>
    public bool IsPending(string dataset)
    {
        lock (_lock)
            return _marked.ContainsKey(dataset) || _taken.Contains(dataset);
    }

    /// <summary>Whoever took the data set is done with it.</summary>
    public void Done(string dataset)
    {
        lock (_lock)
            _taken.Remove(dataset);
    }

    /// <summary>Waits for the next data set that is due, and takes it.</summary>
    /// <param name="quiet">Due when nothing came for this long,</param>
    /// <param name="longest">or when the first flows came this long ago.</param>
    public async Task<string> TakeAsync(TimeSpan quiet, TimeSpan longest, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            TimeSpan wait;
            lock (_lock)
            {
                if (TakeDue(quiet, longest, out wait) is { } due)
                    return due;
                _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                change = _change.Task;
            }
            await WaitAsync(change, wait, cancellationToken);
        }
    }

    private string? TakeDue(TimeSpan quiet, TimeSpan longest, out TimeSpan wait)
    {
        wait = Timeout.InfiniteTimeSpan;
        foreach (var (dataset, (first, last)) in _marked)
        {
            TimeSpan untilQuiet = quiet - time.GetElapsedTime(last), untilLongest = longest - time.GetElapsedTime(first);
            var left = untilQuiet < untilLongest ? untilQuiet : untilLongest;
            if (left <= TimeSpan.Zero)
            {
                _marked.Remove(dataset);
                _taken.Add(dataset);
                return dataset;
            }
            wait = wait == Timeout.InfiniteTimeSpan || left < wait ? left : wait;
        }
        return null;
    }

    private async Task WaitAsync(Task change, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait == Timeout.InfiniteTimeSpan)
        {
            await change.WaitAsync(cancellationToken);
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(change, Task.Delay(wait, time, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
