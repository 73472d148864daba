using NetMl.Contracts.Training;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>Tells the coordinator how far a training is, at most twice a second, and gives it the checkpoints.</summary>
sealed class TrainingNewsSender(CoordinatorClient coordinator, Calls calls, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Sends until <paramref name="stop"/> fires, and fires it when the lease is lost. What cannot be sent is left out: newer news will follow.</summary>
    public async Task SendAsync(PartLease lease, TrainingNews news, CancellationTokenSource stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, time, stop.Token);
                var (progress, checkpoint) = news.Take();
                if (progress is not null)
                    await coordinator.ProgressAsync(lease, progress, stop.Token);
                if (checkpoint is not null)
                    await coordinator.KeepAsync(lease, checkpoint, stop.Token);
            }
            catch (LeaseLostException)
            {
                await stop.CancelAsync();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (Calls.IsTransport(failure, stop.Token))
            {
                calls.CallFailed(failure.Message);
            }
        }
    }
}
