using Dapr.Actors.Client;
using NetMl.Contracts.Training;
using NetMl.Gnn.GraphTasks;
using NetMl.ParameterServer.Optimisers;
using NetMl.ParameterServer.Shards;
using NetMl.ParameterShard;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Preparation;
using NetMl.TrainingCoordinator.Rounds;
using NetMl.TrainingCoordinator.Search;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>The life of one job: prepare, train, evaluate, publish. Each step is stored before the next one begins; a restarted coordinator runs it again from what is stored.</summary>
sealed partial class JobExecution(
    JobSteps steps, JobPreparation preparation, NodeExecution nodes, SearchExecution searches, LeaseDesk desk, JobPublication publication, BestWeights bests, IActorProxyFactory actors, ILogger<JobExecution> logger)
{
    public async Task RunAsync(TrainingJob job, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Cancelled);
        try
        {
            if (JobStates.IsFinal(job.Status.State))
            {
                if (job.Document.Best is not null)
                    await ForgetAsync(job);
                return;
            }
            if (await publication.TryCompleteAsync(job, either.Token))
                await ForgetAsync(job);
            else
                await (job.Request.Search is { } search ? searches.LearnAsync(job, search, either.Token) : IsOfNodes(job) ? nodes.LearnAsync(job, either.Token) : LearnAsync(job, either.Token));
            JobCompleted(job.Id, job.Request.Model);
        }
        catch (JobTakenOverException taken)
        {
            JobLetGo(taken.Message);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // On shutdown the stored job stays as it is and goes on after the restart.
            stopping.ThrowIfCancellationRequested();
            await EndAsync(job, status => status with { State = JobStates.Cancelled }, stopping);
            JobWasCancelled(job.Id);
        }
        catch (Exception failure) when (failure is UnusableInputException or GraphFeatureException or PartFailedException or ShardRefusedException || JobSteps.IsTransport(failure))
        {
            JobFailed(job.Id, failure.Message);
            await EndAsync(job, status => status with { State = JobStates.Failed, Error = failure.Message }, stopping);
        }
        catch (Exception bug)
        {
            JobBroke(bug, job.Id);
            await EndAsync(job, status => status with { State = JobStates.Failed, Error = $"The job met a fault of the coordinator, which its log describes: {bug.Message}" }, stopping);
        }
    }

    private static bool IsOfNodes(TrainingJob job) => job.Request.Task == TrainingTasks.NodeClassification;

    private async Task LearnAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        var input = await PrepareAsync(job, cancellationToken);
        if (input.AreTrees)
        {
            await steps.MoveAsync(job, JobStates.Training, cancellationToken);
            await PublishAsync(job, input, JobOutcome.OfTrees(input, job.Id, cancellationToken), cancellationToken);
            return;
        }
        var shards = new ShardGroup(actors, job.Id, job.Request.Shards);
        var resumed = job.Status.Losses.Count;
        if (resumed == 0)
            await steps.RetryAsync(() => shards.InitializeAsync(input.Network.Layout.Initialise(job.Request.Seed), Optimiser(input), Biases(input), job.Request.Workers), cancellationToken);

        var active = new ActiveJob(job.Id, input, new JobRounds(job.Request.Workers, resumed));
        desk.Open(active);
        try
        {
            var best = await bests.OpenAsync(job, input, cancellationToken);
            await TrainAsync(job, active, shards, best, cancellationToken);
            await steps.MoveAsync(job, JobStates.Evaluating, cancellationToken);
            var outputs = await active.Rounds.WaitForOutputsAsync(cancellationToken);
            await steps.MoveAsync(job, JobStates.Publishing, cancellationToken);
            await PublishAsync(job, input, outputs, shards, best, cancellationToken);
        }
        finally
        {
            active.Rounds.End();
            desk.Close(active);
        }
        await ForgetAsync(job);
    }

    private async Task<TrainingSet> PrepareAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        if (job.Status.Losses.Count == 0)
            await steps.MoveAsync(job, JobStates.Preparing, cancellationToken);
        var inputs = await preparation.FreezeAsync(job, steps, cancellationToken);
        var input = await steps.RetryAsync(() => preparation.PrepareAsync(job.Request, inputs, cancellationToken), cancellationToken);
        return ShardCapacity.Refuse(input.Network.Layout.Count, job.Request.Shards, job.Request.Workers) is { } refusal
            ? throw new UnusableInputException(refusal)
            : input;
    }

    private async Task TrainAsync(TrainingJob job, ActiveJob active, ShardGroup shards, BestEpoch? best, CancellationToken cancellationToken)
    {
        var epochs = active.Input.Settings.Epochs;
        if (job.Status.Losses.Count >= epochs)
        {
            // Where no best epoch is stored there still is the last one, in the shards.
            if (best is { Epoch: 0 })
                best.Look(epochs, await PullAsync(active.Input, shards, epochs, cancellationToken));
            active.Rounds.BeginEvaluation();
            return;
        }
        await steps.MoveAsync(job, JobStates.Training, cancellationToken);
        var curve = new LearningCurve();
        curve.Add(job.Status.Curve ?? []);
        for (var round = active.Rounds.Round; round < epochs; round++)
        {
            var totals = await active.Rounds.WaitForRoundAsync(cancellationToken);
            var mean = totals.LossSum / Math.Max(1, totals.Items);
            job.Update(status => status with { Epoch = round + 1, Losses = [.. status.Losses, mean], Workers = active.Shares() });
            if (best?.Wants(round + 1) == true)
            {
                curve.Add(new CurvePoint(round + 1, mean, best.Look(round + 1, await PullAsync(active.Input, shards, round + 1, cancellationToken))));
                job.Update(status => status with { Curve = curve.Points });
                await bests.KeepAsync(job, best, cancellationToken);
            }

            // Stored before the next round opens: shards are never more than one round ahead of what is stored.
            await steps.SaveAsync(job, cancellationToken);
            active.Rounds.Advance(isLast: round + 1 == epochs);
        }
    }

    private async Task<float[]> PullAsync(TrainingSet input, ShardGroup shards, int round, CancellationToken cancellationToken)
    {
        var weights = new float[input.Network.Layout.Count];
        await steps.RetryAsync(() => shards.PullAsync(round, weights), cancellationToken);
        return weights;
    }

    private async Task PublishAsync(TrainingJob job, TrainingSet input, IReadOnlyList<float[]> outputs, ShardGroup shards, BestEpoch? best, CancellationToken cancellationToken)
    {
        var weights = await PullAsync(input, shards, input.Settings.Epochs, cancellationToken);
        if (best is { Epoch: > 0 } && best.Epoch < input.Settings.Epochs)
            (weights, outputs) = best.Answer();
        string[] notes = best is { Epoch: > 0 } ? [best.Note] : [];
        await PublishAsync(job, input, JobOutcome.Of(input with { Notes = [.. input.Notes, .. notes] }, job.Id, weights, outputs, cancellationToken), cancellationToken);
    }

    private Task PublishAsync(TrainingJob job, TrainingSet input, JobOutcome outcome, CancellationToken cancellationToken) =>
        publication.PublishAsync(job, outcome.Artifact, version => outcome.Result(input, version), cancellationToken);

    private async Task EndAsync(TrainingJob job, Func<JobStatus, JobStatus> end, CancellationToken cancellationToken)
    {
        job.Update(end);
        try
        {
            await steps.SaveAsync(job, cancellationToken);
        }
        catch (Exception failure) when (failure is JobTakenOverException || JobSteps.IsTransport(failure))
        {
            JobNotStored(job.Id, failure.Message);
        }
        await ForgetAsync(job);
    }

    private async Task ForgetAsync(TrainingJob job)
    {
        if (IsOfNodes(job) || job.Request.Search is not null)
            return;
        try
        {
            await new ShardGroup(actors, job.Id, job.Request.Shards).DeleteAsync();
        }
        catch (Exception failure) when (JobSteps.IsTransport(failure))
        {
            ShardsNotForgotten(job.Id, failure.Message);
        }
        try
        {
            await bests.ForgetAsync(job, CancellationToken.None);
        }
        catch (Exception failure) when (failure is JobTakenOverException || JobSteps.IsTransport(failure))
        {
            BestNotForgotten(job.Id, failure.Message);
        }
    }

    /// <summary>As <see cref="GraphTraining"/> trains, but that gradients are not clipped: no shard knows the length of a whole one.</summary>
    internal static OptimiserSettings Optimiser(TrainingSet input) =>
        new(Adam.OptimiserName, (float)input.Settings.LearningRate, input.Settings.Epochs, (float)new GraphSettings().WeightDecay);

    /// <summary>Where the biases are, which do not decay.</summary>
    internal static IReadOnlyList<Range> Biases(TrainingSet input) =>
        [.. input.Network.Layout.Slots.Where(slot => slot.IsBias).Select(slot => slot.Offset..(slot.Offset + slot.Count))];
}
