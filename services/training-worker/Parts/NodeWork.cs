using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>A part that is a whole training of a node classifier: from the checkpoint of whoever had it before, or from its beginning.</summary>
sealed class NodeWork(CoordinatorClient coordinator, Calls calls, Core core, NodeNewsSender sender, IOptions<WorkerOptions> options, TimeProvider time)
{
    public async Task RunAsync(PartLease lease, CancellationToken cancellationToken)
    {
        var part = NodePart.Read(await calls.RetryAsync(() => coordinator.DownloadAsync(lease, cancellationToken), cancellationToken));
        var kept = await calls.RetryAsync(() => coordinator.CheckpointAsync(lease, cancellationToken), cancellationToken);
        var state = kept is null ? null : TrainingState.Read(kept, Parameters(part));
        var outcome = await TrainAsync(lease, part, state, cancellationToken);
        var file = NodeOutcomeFile.Write(outcome);
        await calls.RetryAsync(() => coordinator.OutcomeAsync(lease, file, cancellationToken), cancellationToken);
    }

    private static int Parameters(NodePart part) =>
        NodeNetworks.Create(part.Settings, part.Task.Graph.FeatureCount, part.Task.Classes.Count).Layout.Count;

    private async Task<NodeOutcome> TrainAsync(PartLease lease, NodePart part, TrainingState? state, CancellationToken cancellationToken)
    {
        var news = new NodeNews(time, TimeSpan.FromSeconds(options.Value.CheckpointSeconds));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = sender.SendAsync(lease, news, stop);

        // A training alone has all cores; repeats share them, one each. The weights are the same.
        using var team = new WorkTeam(lease.Parts == 1 ? 0 : 1);
        try
        {
            return await core.RunAsync(() => NodeClassifier.Train(
                part.Task, part.Settings, part.Seed + lease.Part, team, state,
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
