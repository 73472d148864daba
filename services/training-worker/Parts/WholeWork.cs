using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>A part that is a whole training: from the checkpoint of whoever had it before, or from its beginning.</summary>
sealed class WholeWork(CoordinatorClient coordinator, Calls calls, Core core, TrainingNewsSender sender, IOptions<WorkerOptions> options, TimeProvider time)
{
    public async Task RunAsync(PartLease lease, CancellationToken cancellationToken)
    {
        var file = await calls.RetryAsync(() => coordinator.DownloadAsync(lease, cancellationToken), cancellationToken);
        IWholeTraining training = lease is { Trial: { } trial } && lease.Task != TrainingTasks.NodeClassification ? new FlowTraining(trial, file) : new NodeTraining(lease, file);
        var kept = await calls.RetryAsync(() => coordinator.CheckpointAsync(lease, cancellationToken), cancellationToken);
        var state = kept is null ? training.Begin() : TrainingState.Read(kept, training.Parameters);
        var news = new TrainingNews(time, TimeSpan.FromSeconds(options.Value.CheckpointSeconds));
        var outcome = await TrainAsync(lease, training, state, news, cancellationToken);
        if (news.Take().Progress is { } last)
            await calls.RetryAsync(() => coordinator.ProgressAsync(lease, last, cancellationToken), cancellationToken);
        if (lease.Trial?.GoesOn() ?? false)
        {
            var end = state.Write();
            await calls.RetryAsync(() => coordinator.KeepAsync(lease, end, cancellationToken), cancellationToken);
        }
        await calls.RetryAsync(() => coordinator.OutcomeAsync(lease, outcome, cancellationToken), cancellationToken);
    }

    private async Task<byte[]> TrainAsync(PartLease lease, IWholeTraining training, TrainingState state, TrainingNews news, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = sender.SendAsync(lease, news, stop);

        // A training alone has all cores; repeats and trials share them, one each. The weights are the same.
        using var team = new WorkTeam(lease.Parts == 1 ? 0 : 1);
        try
        {
            return await core.RunAsync(() => training.Train(
                state, team,
                report =>
                {
                    news.Epoch = report;
                    core.Yield();
                },
                news.Offer, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The coordinator told the sender that the part is somebody else's by now, or its job over.
            throw new LeaseLostException(lease);
        }
        finally
        {
            await stop.CancelAsync();
            await sending;

            // A training may have held a gigabyte; a process at rest gives it back to the machine.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }
}
