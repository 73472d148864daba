namespace NetMl.GraphFeature.Behaviours;

/// <summary>Wakes all who wait for new findings; what is new they read from the store, so nobody can miss any. Thread-safe.</summary>
public sealed class FindingChanges
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change. Take it before reading the store, await it afterwards.</summary>
    public Task Next => _next.Task;

    /// <summary>Findings may have changed.</summary>
    public void Announce()
    {
        var done = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        done.TrySetResult();
    }
}
