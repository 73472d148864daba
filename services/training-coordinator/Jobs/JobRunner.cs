using Dapr;
using Microsoft.Extensions.Options;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>Reads the stored jobs when the sidecar is up, then runs the queue, a few jobs at a time.</summary>
sealed partial class JobRunner(JobBook book, JobExecution execution, IOptions<JobOptions> options, TimeProvider time, ILogger<JobRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoadAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, options.Value.MaxRunning).Select(_ => RunQueueAsync(stoppingToken)));
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await book.LoadAsync(cancellationToken) is var unfinished and > 0)
                    JobsResumed(unfinished);
                return;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is DaprException or HttpRequestException or TaskCanceledException)
            {
                if (attempt == 0)
                    StoreOutOfReach(failure.Message);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task RunQueueAsync(CancellationToken cancellationToken)
    {
        await foreach (var job in book.Queue.ReadAllAsync(cancellationToken))
            await execution.RunAsync(job, cancellationToken);
    }
}
