namespace NetMl.GraphFeature.Behaviours;

/// <summary>Wakes all who wait for new findings; what is new they read from the store, so nobody can miss any. Thread-safe.</summary>
public sealed class FindingChanges
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change. Take it before reading the store, await it afterwards.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Findings may have changed.</summary>
    /// <remarks>Whoever replaces a task also completes it: of two announcements at once, neither leaves anybody waiting for a task that is forgotten.</remarks>
    public void Announce() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
