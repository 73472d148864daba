using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>Asks the coordinator for parts for as long as the process lives, and works on each that it gets.</summary>
sealed partial class LeaseLoop(CoordinatorClient coordinator, PartRunner runner, IOptions<WorkerOptions> options, TimeProvider time, ILogger<LeaseLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var places = new SemaphoreSlim(options.Value.MaxParts);
        var backOff = new BackOff(time);
        while (!stoppingToken.IsCancellationRequested)
        {
            await places.WaitAsync(stoppingToken);
            var lease = await AskAsync(backOff, stoppingToken);
            _ = lease is null ? Release(places) : RunAsync(lease, places, stoppingToken);
        }
    }

    private async Task<PartLease?> AskAsync(BackOff backOff, CancellationToken cancellationToken)
    {
        try
        {
            var lease = await coordinator.LeaseAsync(options.Value.Name, cancellationToken);
            if (backOff.Failures > 0)
                CoordinatorReached();
            backOff.Succeeded();
            return lease;
        }
        catch (Exception failure) when (Calls.IsTransport(failure, cancellationToken))
        {
            if (backOff.Failures == 0)
                CoordinatorOutOfReach(failure.Message);
            await backOff.WaitAsync(cancellationToken);
            return null;
        }
    }

    private async Task RunAsync(PartLease lease, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(lease, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        await Release(places);
    }

    private static Task Release(SemaphoreSlim places)
    {
        places.Release();
        return Task.CompletedTask;
    }
}
