using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>Turns a job request into parts: freeze the flows, split them by time, standardise on the training part, cut.</summary>
/// <remarks>
/// The two sides of the split are snapshots of their own: windows never straddle it, and no feature of the training part has seen
/// a test flow, just as serving sees only the flows of its request.
/// </remarks>
sealed class JobPreparation(GraphFeatureClient graphs)
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Freezes a job's input.</summary>
    /// <exception cref="UnusableInputException">There are too few flows, or they cannot be split.</exception>
    public async Task<JobInputs> FreezeAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var all = await graphs.SnapshotAsync(request.Dataset, new SnapshotRequest(WindowFlows: request.WindowFlows), cancellationToken);
        var starts = (await graphs.TensorsAsync(all.Id, cancellationToken)).FlowStart;
        if (starts.Length < 2)
            throw new UnusableInputException($"Data set '{request.Dataset}' holds {starts.Length} flows; a split by time needs at least 2.");
        var split = SplitTime(starts, request.TrainFraction);
        var train = await graphs.SnapshotAsync(request.Dataset, new SnapshotRequest(To: split, WindowFlows: request.WindowFlows), cancellationToken);
        var test = await graphs.SnapshotAsync(
            request.Dataset, new SnapshotRequest(From: split, To: AfterLast(starts), WindowFlows: request.WindowFlows), cancellationToken);
        return new JobInputs(all.Id, train.Id, test.Id, split);
    }

    /// <summary>Loads a frozen input and cuts it.</summary>
    /// <exception cref="UnusableInputException">The labels do not allow the task.</exception>
    public async Task<TrainingSet> PrepareAsync(JobRequest request, JobInputs inputs, CancellationToken cancellationToken)
    {
        var train = await graphs.TensorsAsync(inputs.TrainSnapshot, cancellationToken);
        var test = await graphs.TensorsAsync(inputs.TestSnapshot, cancellationToken);
        return Cut(request, inputs, train, test);
    }

    /// <summary>Standardises and cuts both sides of a split.</summary>
    /// <exception cref="UnusableInputException">The labels do not allow the task.</exception>
    internal static TrainingSet Cut(JobRequest request, JobInputs inputs, SnapshotGraph train, SnapshotGraph test) => request.Task == TrainingTasks.FlowClassification
        ? Flows(request, inputs, train, test)
        : Hosts(request, inputs, train, test);

    /// <summary>The first instant of the test part: whole ticks, so that both sides of the split can name it.</summary>
    /// <param name="starts">Ascending.</param>
    /// <exception cref="UnusableInputException">No flow starts earlier.</exception>
    internal static DateTimeOffset SplitTime(long[] starts, double trainFraction)
    {
        var split = TimeSplit.LaterPart(starts, trainFraction) ?? throw new UnusableInputException("All flows start at the same instant, so they cannot be split by time.");
        return DateTimeOffset.UnixEpoch.AddTicks(split / NanosecondsPerTick);
    }

    private static DateTimeOffset AfterLast(long[] starts) => DateTimeOffset.UnixEpoch.AddTicks(starts[^1] / NanosecondsPerTick + 1);

    private static TrainingSet Flows(JobRequest request, JobInputs inputs, SnapshotGraph train, SnapshotGraph test)
    {
        if (train.Classes.Count == 0)
            throw new UnusableInputException($"No flow of the training part carries a label: raise trainFraction, or choose task {TrainingTasks.HostAnomaly}.");
        if (train.Classes.Count == 1)
            throw new UnusableInputException($"Every labelled flow of the training part is '{train.Classes[0]}', and classification needs at least two classes: change trainFraction, or choose task {TrainingTasks.HostAnomaly}.");
        if (!Array.Exists(test.FlowLabel, label => label >= 0))
            throw new UnusableInputException("No flow of the test part carries a label, so nothing can be measured: lower trainFraction.");
        string[] all = [.. train.Classes, .. test.Classes.Except(train.Classes, StringComparer.Ordinal)];
        var hops = TrainingSet.NetworkOf(request, train).Hops;
        var renumbered = Array.ConvertAll(test.FlowLabel, label => label < 0 ? -1 : Array.IndexOf(all, test.Classes[label]));
        return new TrainingSet(
            request, inputs, train, test with { FlowLabel = renumbered }, all,
            train.FlowLabel.Count(label => label >= 0), ClassWeights.InverseSquareRoot(train.FlowLabel, train.Classes.Count),
            Scale(train.Sample.NodeFeatures, train.Sample.NodeFeatureCount), Scale(train.Sample.FlowFeatures, train.Sample.FlowFeatureCount),
            test.Sample, Addresses(test),
            GraphPartitioner.ByFlows(train.Sample, train.FlowLabel, request.Workers, hops),
            GraphPartitioner.ByFlows(test.Sample, renumbered, request.Workers, hops));
    }

    private static TrainingSet Hosts(JobRequest request, JobInputs inputs, SnapshotGraph train, SnapshotGraph test)
    {
        var hops = TrainingSet.NetworkOf(request, train).Hops;
        var both = GraphSample.Concat(train.Sample, test.Sample);
        return new TrainingSet(
            request, inputs, train, test, train.Classes, train.Sample.Nodes, [],
            Scale(train.Sample.NodeFeatures, train.Sample.NodeFeatureCount), Scale(train.Sample.FlowFeatures, train.Sample.FlowFeatureCount),
            both, [.. Addresses(train), .. Addresses(test)],
            GraphPartitioner.ByNodes(train.Sample, request.Workers, hops),
            GraphPartitioner.ByNodes(both, request.Workers, hops));
    }

    private static Standardisation Scale(ReadOnlyMemory<float> values, int features) => Standardisation.Fit(values.Span, features);

    private static string[] Addresses(SnapshotGraph graph) => Array.ConvertAll(graph.NodeHost, host => graph.Hosts[host]);
}
