using NetMl.Contracts.Training;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>Works on one leased part from its download to the end of the job, or until the lease is lost.</summary>
sealed partial class PartRunner(CoordinatorClient coordinator, GradientWork gradients, WholeWork wholes, Calls calls, TimeProvider time, ILogger<PartRunner> logger)
{
    public async Task RunAsync(PartLease lease, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        PartTaken(lease.Part, lease.Job, lease.Round);
        var heartbeat = BeatAsync(lease, lost);
        try
        {
            await (IsWhole(lease) ? wholes.RunAsync(lease, lost.Token) : gradients.RunAsync(lease, lost.Token));
            PartDone(lease.Part, lease.Job);
        }
        catch (LeaseLostException)
        {
            PartLost(lease.Part, lease.Job);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            stopping.ThrowIfCancellationRequested();
            PartLost(lease.Part, lease.Job);
        }
        catch (Exception failure)
        {
            // Whatever it is, another worker would meet it too: the job ends with the reason instead of going round for ever.
            PartFailed(lease.Part, lease.Job, failure.Message);
            await GiveUpAsync(lease, failure.Message, lost.Token);
        }
        finally
        {
            await lost.CancelAsync();
            await heartbeat;
        }
    }

    private static bool IsWhole(PartLease lease) => lease.Task is not null;

    private async Task BeatAsync(PartLease lease, CancellationTokenSource lost)
    {
        var pause = TimeSpan.FromSeconds(lease.ExpirySeconds / 3);
        while (!lost.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, time, lost.Token);
                await coordinator.HeartbeatAsync(lease, lost.Token);
            }
            catch (LeaseLostException)
            {
                await lost.CancelAsync();
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (Calls.IsTransport(failure, lost.Token))
            {
                calls.CallFailed(failure.Message);
            }
        }
    }

    private async Task GiveUpAsync(PartLease lease, string problem, CancellationToken cancellationToken)
    {
        try
        {
            if (IsWhole(lease))
                await coordinator.ProgressAsync(lease, new PartProgress(0, 0, Problem: problem), cancellationToken);
            else
                await coordinator.ReportAsync(lease, new RoundReport(lease.Round, 0, 0, problem), cancellationToken);
        }
        catch (Exception failure) when (failure is LeaseLostException || Calls.IsTransport(failure, cancellationToken))
        {
            calls.CallFailed(failure.Message);
        }
    }
}
