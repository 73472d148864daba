using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Processes;

/// <summary>One resource from its waits to its end.</summary>
sealed partial class ResourceRun(IResource resource, ProcessHostServices services, ILogger lines) : IDisposable
{
    private static readonly TimeSpan HealthPollWhileStarting = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan HealthPollWhileHealthy = TimeSpan.FromSeconds(5);

    /// <summary>Longer than the 10 s that a service gives its requests under way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(12);

    private readonly Lock _gate = new();
    private ChildProcess? _process;
    private bool _stopping;

    public IResource Resource => resource;

    public bool WaitsFor(IResource other) => resource.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == other);

    /// <summary>Runs until the process has ended; failures become states and log lines, since the other resources go on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(KnownResourceStates.Waiting);
            await WaitForOthersAsync(cancellationToken);
            await PublishAsync(KnownResourceStates.Starting);
            var process = await StartAsync(cancellationToken);
            await PublishAsync(KnownResourceStates.Running);
            await WatchAsync(process, cancellationToken);
        }
        catch (DistributedApplicationException failure)
        {
            FailedToStart(services.Log, resource.Name, failure.Message);
            await PublishAsync(KnownResourceStates.FailedToStart);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops before this resource has started.
        }
    }

    public async Task StopAsync()
    {
        ChildProcess? process;
        lock (_gate)
        {
            _stopping = true;
            process = _process;
        }
        if (process is not null)
            await process.StopAsync(Grace);
    }

    public void Dispose() => _process?.Dispose();

    private async Task WaitForOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>().ToList())
        {
            var seen = await services.Notifications.WaitForResourceAsync(wait.Resource.Name, seen => IsOver(wait, seen), cancellationToken);
            if (!IsMet(wait, seen))
                throw new DistributedApplicationException($"it waits for '{wait.Resource.Name}', which is {seen.Snapshot.State?.Text} (exit code {seen.Snapshot.ExitCode?.ToString() ?? "none"})");
        }
    }

    private static bool IsOver(WaitAnnotation wait, ResourceEvent seen) => IsMet(wait, seen) || ResourceNotificationService.IsOver(seen);

    private static bool IsMet(WaitAnnotation wait, ResourceEvent seen) => wait.WaitType switch
    {
        WaitType.WaitUntilHealthy => ResourceNotificationService.IsHealthy(seen),
        WaitType.WaitForCompletion => seen.Snapshot.State?.Text == KnownResourceStates.Finished && seen.Snapshot.ExitCode == wait.ExitCode,
        _ => seen.Snapshot.State?.Text == KnownResourceStates.Running,
    };

    private async Task<ChildProcess> StartAsync(CancellationToken cancellationToken)
    {
        var plan = await LaunchPlan.ForAsync(resource, services.Facts, cancellationToken);
        services.Ports.Release(resource);
        lock (_gate)
        {
            // A stop that came first has found no process: none may begin after it.
            if (_stopping)
                throw new OperationCanceledException(cancellationToken);
            return _process = ChildProcess.Start(plan, services.Guard, line => Said(lines, line));
        }
    }

    private async Task WatchAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var health = WatchHealthAsync(over.Token);
        var exitCode = await process.WaitForExitAsync(CancellationToken.None);
        await over.CancelAsync();
        await health;
        if (!_stopping && !(exitCode == 0 && services.IsAwaited(resource)))
            EndedUnexpectedly(services.Log, resource.Name, exitCode);
        await services.Notifications.PublishUpdateAsync(resource, seen => seen with { State = KnownResourceStates.Finished, ExitCode = exitCode, HealthStatus = null });
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        var checks = resource.Annotations.OfType<HttpHealth>().ToList();
        var wasHealthy = false;
        try
        {
            while (true)
            {
                var problem = await ProblemAsync(checks, cancellationToken);
                await services.Notifications.PublishUpdateAsync(resource, seen => seen with { HealthStatus = problem is null ? HealthStatus.Healthy : HealthStatus.Unhealthy });
                if (wasHealthy && problem is not null)
                    BecameUnhealthy(services.Log, resource.Name, problem);
                wasHealthy = problem is null;
                if (checks.Count == 0)
                    return;
                await Task.Delay(wasHealthy ? HealthPollWhileHealthy : HealthPollWhileStarting, services.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended.
        }
    }

    private static async Task<string?> ProblemAsync(List<HttpHealth> checks, CancellationToken cancellationToken)
    {
        foreach (var check in checks)
            if (await check.ProblemAsync(cancellationToken) is { } problem)
                return problem;
        return null;
    }

    private Task PublishAsync(string state) => services.Notifications.PublishUpdateAsync(resource, seen => seen with { State = state });
}
