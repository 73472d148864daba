using Dapr;
using Dapr.Actors;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Cards;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>What every kind of job does between its computations: move on, store that, and try again what is out of reach for a moment.</summary>
sealed partial class JobSteps(JobBook book, CardShelf cards, TimeProvider time, ILogger<JobSteps> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>True for failures of the way: sidecar not up, service restarting, time-out.</summary>
    public static bool IsTransport(Exception failure) =>
        failure is HttpRequestException or IOException or TaskCanceledException or DaprException or ActorMethodInvocationException;

    public async Task MoveAsync(TrainingJob job, string state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        job.Update(status => status with { State = state });
        await SaveAsync(job, cancellationToken);
    }

    /// <summary>Stores the job; where it has published a model, the model's card first, since that outlives the job.</summary>
    public async Task SaveAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        if (job.Status is { State: JobStates.Completed, Result: not null } done)
            await RetryAsync(() => cards.StoreAsync(done, cancellationToken), cancellationToken);
        await RetryAsync(() => book.SaveAsync(job, cancellationToken), cancellationToken);
    }

    public Task RetryAsync(Func<Task> call, CancellationToken cancellationToken) => RetryAsync(async () =>
    {
        await call();
        return true;
    }, cancellationToken);

    /// <summary>Sidecars and services restart; what is out of reach for a minute is reported.</summary>
    public async Task<T> RetryAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = 0.1; ; pause = Math.Min(pause * 2, 3))
        {
            try
            {
                return await call();
            }
            catch (Exception failure) when ((IsTransport(failure) || failure is GraphFeatureException { IsPassing: true })
                && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(started) < Patience)
            {
                CallFailed(failure.Message);
                await Task.Delay(TimeSpan.FromSeconds(pause), time, cancellationToken);
            }
        }
    }
}
