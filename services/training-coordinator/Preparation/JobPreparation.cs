using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Turns a job request into parts: freeze the flows, split them, standardise on the training part, cut.</summary>
/// <remarks>
/// The sides of a split by time are snapshots of their own: windows never straddle it, and no feature of the training part has seen
/// a test flow, just as serving sees only the flows of its request.
/// </remarks>
sealed class JobPreparation(GraphFeatureClient graphs)
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Freezes a job's input.</summary>
    /// <exception cref="UnusableInputException">There are too few flows, or they cannot be split.</exception>
    public async Task<JobInputs> FreezeAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var inputs = await GraphsAsync(request, cancellationToken);
        return request.Labels == LabelSources.Behaviours
            ? inputs with { Findings = FindingLabels.Freeze(await graphs.FindingsAsync(request.Dataset, cancellationToken)) }
            : inputs;
    }

    private async Task<JobInputs> GraphsAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var all = request.Snapshot is { } id
            ? await graphs.FindSnapshotAsync(id, cancellationToken) ?? throw new UnusableInputException($"The snapshot {id} is gone: its data set was deleted, or retention dropped its flows.")
            : await graphs.SnapshotAsync(request.Dataset, new SnapshotRequest(WindowFlows: FlowSettings.Of(request).WindowFlows), cancellationToken);
        var starts = (await graphs.TensorsAsync(all.Id, cancellationToken)).FlowStart;
        if (starts.Length < 2)
            throw new UnusableInputException($"{(request.Snapshot is null ? "Data set" : "The snapshot of data set")} '{request.Dataset}' holds {starts.Length} flows; a split needs at least 2.");
        if (request.Split?.Kind is SplitKinds.Random or SplitKinds.Hosts)
            return new JobInputs(all.Id, all.Id, all.Id, null);

        var split = SplitTime(starts, request.TrainFraction);
        var validation = ValidationTime(starts, split, request.Split?.Validation ?? 0);
        DateTimeOffset? from = request.Snapshot is null ? null : Instant(starts[0]);
        Task<SnapshotSummary> Freeze(DateTimeOffset? first, DateTimeOffset end) =>
            graphs.SnapshotAsync(request.Dataset, new SnapshotRequest(first, end, FlowSettings.Of(request).WindowFlows), cancellationToken);
        var train = await Freeze(from, validation ?? split);
        var chosen = validation is { } begin ? await Freeze(begin, split) : null;
        var test = await Freeze(split, AfterLast(starts));
        var flows = train.Flows + (chosen?.Flows ?? 0) + test.Flows;
        return request.Snapshot is not null && flows != all.Flows
            ? throw new UnusableInputException($"The data set now has {flows} flows where the snapshot {all.Id} has {all.Flows}: make a new snapshot of this time, or choose split.kind {SplitKinds.Random}.")
            : new JobInputs(all.Id, train.Id, test.Id, split, chosen?.Id);
    }

    /// <summary>The frozen input of a job, stored with it the first time.</summary>
    /// <exception cref="UnusableInputException">There are too few flows, or they cannot be split.</exception>
    public async Task<JobInputs> FreezeAsync(TrainingJob job, JobSteps steps, CancellationToken cancellationToken)
    {
        if (job.Document.Inputs is { } frozen)
            return frozen;
        var inputs = await steps.RetryAsync(() => FreezeAsync(job.Request, cancellationToken), cancellationToken);
        job.Update(document => document with { Inputs = inputs });
        await steps.SaveAsync(job, cancellationToken);
        return inputs;
    }

    /// <summary>Loads a frozen input and cuts it.</summary>
    /// <exception cref="UnusableInputException">The labels do not allow the task.</exception>
    public async Task<TrainingSet> PrepareAsync(JobRequest request, JobInputs inputs, CancellationToken cancellationToken)
    {
        var labels = ItemLabels.Of(request, inputs);
        var train = await GraphAsync(request, inputs.TrainSnapshot, cancellationToken);
        var input = inputs.SplitTime is not null ? await ByTimeAsync(request, inputs, labels, train, cancellationToken)
            : request.Split is { Kind: SplitKinds.Hosts, Hosts: { } hosts } ? ByHosts(request, inputs, labels, train, hosts)
            : JobCut.OfOne(request, inputs, labels.Of(train), ItemSplit.Of(request, labels.Of(train)));
        return input with { Notes = [.. labels.Notes, .. input.Notes] };
    }

    private async Task<SnapshotGraph> GraphAsync(JobRequest request, string snapshot, CancellationToken cancellationToken) =>
        (await graphs.TensorsAsync(snapshot, cancellationToken)).MarkTail(FlowSettings.Of(request).WindowFlows);

    private async Task<TrainingSet> ByTimeAsync(JobRequest request, JobInputs inputs, ItemLabels labels, SnapshotGraph train, CancellationToken cancellationToken)
    {
        var validation = inputs.ValidationSnapshot is { } id ? await GraphAsync(request, id, cancellationToken) : null;
        var test = await GraphAsync(request, inputs.TestSnapshot, cancellationToken);
        return JobCut.ByTime(
            request, inputs, labels.Of(train, (validation ?? test).FlowStart[0]), validation is null ? null : labels.Of(validation, test.FlowStart[0]), labels.Of(test));
    }

    /// <summary>The graph without the tested hosts, and that of their flows.</summary>
    internal static TrainingSet ByHosts(JobRequest request, JobInputs inputs, ItemLabels labels, SnapshotGraph graph, IReadOnlyList<string> hosts)
    {
        var set = new HostSet(hosts);
        var (others, tested) = ItemSplit.Apart(graph, set, hosts);
        return JobCut.ByHosts(request, inputs, labels.Of(others), labels.Of(tested), set);
    }

    /// <summary>The first instant of the test part: whole ticks, so that both sides of the split can name it.</summary>
    /// <param name="starts">Ascending.</param>
    /// <exception cref="UnusableInputException">No flow starts earlier.</exception>
    internal static DateTimeOffset SplitTime(long[] starts, double trainFraction)
    {
        var split = TimeSplit.LaterPart(starts, trainFraction) ?? throw new UnusableInputException("All flows start at the same instant, so they cannot be split by time.");
        return Instant(split);
    }

    /// <summary>The first instant of the validation part, the last of the flows before the test part; null when there is to be none.</summary>
    /// <exception cref="UnusableInputException">The flows before the test part start at one instant.</exception>
    internal static DateTimeOffset? ValidationTime(long[] starts, DateTimeOffset split, double share)
    {
        if (share == 0)
            return null;
        var earlier = Array.FindAll(starts, start => Instant(start) < split);
        return earlier.Length < 2
            ? throw new UnusableInputException("Before the test part there is one flow only, so that none is left to choose by: raise trainFraction, or set split.validation to 0.")
            : SplitTime(earlier, 1 - share);
    }

    private static DateTimeOffset AfterLast(long[] starts) => Instant(starts[^1]).AddTicks(1);

    private static DateTimeOffset Instant(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick);
}
