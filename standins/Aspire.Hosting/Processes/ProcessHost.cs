using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Logs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Processes;

/// <summary>Starts every resource that is a process, each after those it waits for, and stops them all.</summary>
sealed class ProcessHost(
    IServiceProvider services,
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    DistributedApplicationBuilderFacts facts,
    ILoggerFactory loggers,
    IHostEnvironment environment,
    IConfiguration configuration,
    TimeProvider time) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<(ResourceRun Run, Task Task)> _runs = [];
    private ProcessHostServices? _shared;

    /// <summary>Returns when everything is under way; nothing is left behind when it throws.</summary>
    /// <exception cref="DistributedApplicationException">A port is in use, or a project is not built.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken);
        var processes = model.Resources.Where(resource => resource is ProjectResource or ExecutableResource && !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any()).ToList();
        foreach (var project in processes.OfType<ProjectResource>())
            LaunchPlan.AssemblyOf(project, facts.Configuration);

        var awaited = model.Resources.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>())
            .Where(wait => wait.WaitType == WaitType.WaitForCompletion).Select(wait => wait.Resource).ToHashSet();
        var ports = new PortReservations(configuration);
        try
        {
            ports.Allocate(processes);
            _shared = new ProcessHostServices(notifications, ports, new Guard(), facts, awaited, loggers.CreateLogger<ProcessHost>(), time);
        }
        catch (DistributedApplicationException)
        {
            ports.Dispose();
            throw;
        }
        foreach (var other in model.Resources.Except(processes))
            await notifications.PublishUpdateAsync(other, seen => seen with { State = KnownResourceStates.Running, HealthStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy });
        foreach (var process in processes)
        {
            var run = new ResourceRun(process, _shared, loggers.CreateLogger(environment.ApplicationName + ResourceLineLoggerProvider.CategoryPart + process.Name));
            _runs.Add((run, run.RunAsync(_stopping.Token)));
        }
    }

    /// <summary>Each process is stopped after those that wait for it; what serves all of them comes last.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        foreach (var group in _runs.GroupBy(run => run.Run.Resource.Annotations.OfType<StopsLastAnnotation>().Any()).OrderBy(group => group.Key))
            await Task.WhenAll(group.Select(run => StopAsync(run.Run, run.Task)));
        _shared?.Dispose();
    }

    private async Task StopAsync(ResourceRun run, Task task)
    {
        await Task.WhenAll(_runs.Where(other => other.Run.WaitsFor(run.Resource)).Select(other => other.Task));
        await run.StopAsync();
        await task;
    }

    public void Dispose()
    {
        foreach (var (run, _) in _runs)
            run.Dispose();
        _shared?.Dispose();
        _stopping.Dispose();
    }
}
