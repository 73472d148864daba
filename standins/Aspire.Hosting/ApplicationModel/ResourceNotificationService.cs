using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells what state each resource is in, and waits for states. Thread-safe.</summary>
public class ResourceNotificationService
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ResourceNotificationService()
    {
    }

    public bool TryGetCurrentState(string resourceId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        _current.TryGetValue(resourceId, out resourceEvent);

    /// <summary>Waits until the resource runs and all its health checks pass; throws when it ends instead.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var seen = await WaitForResourceAsync(resourceName, IsHealthyOrOver, cancellationToken);
        return IsHealthy(seen)
            ? seen
            : throw new DistributedApplicationException($"The resource '{resourceName}' is not healthy: it is {seen.Snapshot.State?.Text}{ExitCode(seen)}; its log lines tell why.");
    }

    /// <param name="waitBehavior">Whether a resource that has ended ends the wait, too.</param>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default) =>
        waitBehavior == WaitBehavior.WaitOnResourceUnavailable
            ? WaitForResourceAsync(resourceName, IsHealthy, cancellationToken)
            : WaitForResourceHealthyAsync(resourceName, cancellationToken);

    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // The signal is taken before the state is read: a change in between is not missed.
            var changed = Volatile.Read(ref _changed).Task;
            if (_current.TryGetValue(resourceName, out var current) && predicate(current))
                return current;
            await changed.WaitAsync(cancellationToken);
        }
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, seen => seen.Snapshot.State?.Text == (targetState ?? KnownResourceStates.Running), cancellationToken);

    /// <summary>The state of every resource as it is, then each change; quick changes of one resource may come as one.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var told = new Dictionary<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            foreach (var (name, current) in _current)
            {
                if (told.TryGetValue(name, out var before) && ReferenceEquals(before, current))
                    continue;
                told[name] = current;
                yield return current;
            }
            await changed.WaitAsync(cancellationToken);
        }
    }

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            var before = _current.TryGetValue(resource.Name, out var known) ? known.Snapshot : new CustomResourceSnapshot { ResourceType = resource.GetType().Name };
            _current[resource.Name] = new ResourceEvent(resource, resource.Name, stateFactory(before));
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.SetResult();
        return Task.CompletedTask;
    }

    internal IEnumerable<ResourceEvent> Current => _current.Values;

    internal static bool IsOver(ResourceEvent seen) => seen.Snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    internal static bool IsHealthy(ResourceEvent seen) =>
        seen.Snapshot is { HealthStatus: HealthStatus.Healthy, State.Text: var text } && text == KnownResourceStates.Running;

    internal static bool IsHealthyOrOver(ResourceEvent seen) => IsHealthy(seen) || IsOver(seen);

    private static string ExitCode(ResourceEvent seen) => seen.Snapshot.ExitCode is { } code ? $" with exit code {code}" : "";
}
