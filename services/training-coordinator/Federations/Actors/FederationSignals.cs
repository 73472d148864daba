using System.Collections.Concurrent;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>Wakes calls of this process that wait for a change of a federation. A hint only: the actor may live in another instance, so waiters also ask now and then.</summary>
sealed class FederationSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new(StringComparer.Ordinal);

    /// <summary>Completes with the next change; take it before reading the state.</summary>
    public Task Next(string federation) => _next.GetOrAdd(federation, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(string federation)
    {
        if (_next.TryRemove(federation, out var waiting))
            waiting.TrySetResult();
    }
}
