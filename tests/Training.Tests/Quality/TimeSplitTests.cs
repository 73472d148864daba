using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Parts;
using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Optimisers;
using NetMl.ParameterServer.Shards;
using NetMl.Tensors.Parallelism;
using NetMl.Tests;
using NetMl.Training.Tests.Preparation;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;
using Xunit.Abstractions;

namespace NetMl.Training.Tests.Quality;

/// <summary>The job's own arithmetic (split by time, two parts, shards, default settings) without the network, against its baselines.</summary>
public sealed class TimeSplitTests(ITestOutputHelper output)
{
    // The regression sees the features of both hosts as well, which are a host's neighbourhood in numbers.
    private const double Slack = 0.03;

    [Fact]
    public void Train_SyntheticCapture_IsOnParWithLogisticRegression()
    {
        var (model, baselines) = Learn(SyntheticCapture.Generate(1), new JobRequest("d", "m", Network: new NetworkRequest("e-graphsage")));

        Assert.True(model.MacroF1 > 0.95, $"{model.MacroF1}");
        Assert.True(model.MacroF1 > baselines[1].MacroF1 - Slack, $"{model.MacroF1} against {baselines[1].MacroF1}");
    }

    [SkippableTheory]
    [InlineData("stratosphere/008-windows-host.conn.log.labeled.gz")]
    [InlineData("iot23/34-1.conn.log.labeled.gz")]
    public async Task Train_RealCapture_IsOnParWithLogisticRegression(string file)
    {
        var (model, baselines) = Learn(await ReadAsync(RealData.Path(file)), new JobRequest("d", "m"));

        Assert.True(model.MacroF1 > baselines[0].MacroF1 + 0.3, $"{model.MacroF1} against {baselines[0].MacroF1}");
        Assert.True(model.MacroF1 >= baselines[1].MacroF1 - Slack, $"{model.MacroF1} against {baselines[1].MacroF1}");
    }

    // One part, then: a whole training differs from shards in clipping alone.
    [Fact]
    public void Train_ByShards_ReachesWhatAWholeTrainingReaches()
    {
        var input = Prepare(new JobRequest("d", "m", Epochs: 60, Workers: 1), SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 1500, Hosts = 30 }));

        var (byShards, whole) = (ByShards(input), Whole(input));

        output.WriteLine($"macro-F1 by shards {byShards.MacroF1:0.0000}, whole {whole.MacroF1:0.0000}");
        Assert.Equal(whole.MacroF1, byShards.MacroF1, 0.03);
    }

    private static ClassificationScores Whole(TrainingSet input)
    {
        var task = new GraphTask(
            TrainingSet.Shape(input.Request, input.NodeFeatureNames.Count, input.FlowFeatureNames.Count, input.Classes.Count), input.NodeScale, input.FlowScale, input.ClassWeights,
            input.TrainParts[0], GraphTask.PartOf(input.Learnt.Sample, [], default), input.TestParts[0]);
        var outcome = GraphTraining.Train(task, new GraphSettings(input.Settings.Epochs, input.Settings.LearningRate), input.Request.Seed, WorkTeam.Alone, null, null, null, CancellationToken.None);
        return ClassEvaluation.Score(input, [outcome.TestOutputs]);
    }

    private static ClassificationScores ByShards(TrainingSet input)
    {
        var weights = Train(input);
        return ClassEvaluation.Score(input, [.. Programs(input).Select(part => part.Evaluate(weights))]);
    }

    private (ClassificationScores Model, IReadOnlyList<ClassificationScores> Baselines) Learn(IReadOnlyList<FlowBatch> flows, JobRequest request)
    {
        var input = Prepare(request, flows);
        var model = ByShards(input);
        var baselines = Baselines.Of(input, CancellationToken.None).Scores;
        foreach (var scores in baselines.Prepend(model))
            output.WriteLine($"{scores.Name}: accuracy {scores.Accuracy:0.0000}, macro-F1 {scores.MacroF1:0.0000}; {string.Join(", ", scores.Classes.Select(c => $"{c.Class} {c.F1:0.000} of {c.Support}"))}");
        return (model, baselines);
    }

    internal static float[] Train(TrainingSet input)
    {
        var parts = Programs(input);
        var values = input.Network.Layout.Initialise(input.Request.Seed);
        var shard = ShardState.Start(new ShardSetup(JobExecution.Optimiser(input), parts.Length, values) { Steady = JobExecution.Biases(input) });
        var (weights, gradient) = (new float[shard.Length], new float[shard.Length]);
        for (var round = 0; round < input.Settings.Epochs; round++)
        {
            shard.Pull(new PullRequest(round)).Values.CopyTo(weights);
            var pending = PendingGradients.None;
            for (var part = 0; part < parts.Length; part++)
            {
                parts[part].ComputeGradient(weights, gradient, round);
                var result = shard.Push(new GradientPush(part, round, gradient.ToArray()), pending);
                (shard, pending) = (result.State, result.Pending);
            }
        }
        return shard.Pull(new PullRequest(input.Settings.Epochs)).Values.ToArray();
    }

    internal static PartProgram[] Programs(TrainingSet input) =>
        [.. Enumerable.Range(0, input.Request.Workers).Select(part => new PartProgram(TrainingPart.Read(input.PartFile(part))))];

    private static TrainingSet Prepare(JobRequest request, IReadOnlyList<FlowBatch> flows)
    {
        request = JobRequestRules.Resolve(request);
        var split = JobPreparation.SplitTime(FlowTable.Build(flows).Start.ToArray(), request.TrainFraction);
        var nanoseconds = (split.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
        return JobCut.ByTime(
            request, new JobInputs("all", "train", "test", split),
            LabelledGraph.OfFlows(SnapshotGraphs.Of(FlowGraph.Build(FlowTable.Build(flows, long.MinValue, nanoseconds), FlowSettings.Of(request).WindowFlows))), null,
            LabelledGraph.OfFlows(SnapshotGraphs.Of(FlowGraph.Build(FlowTable.Build(flows, nanoseconds, long.MaxValue), FlowSettings.Of(request).WindowFlows))));
    }

    private static async Task<IReadOnlyList<FlowBatch>> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var batches = new List<FlowBatch>();
        await foreach (var batch in FlowFileReader.ReadAsync(file, format: null))
            batches.Add(batch);
        return batches;
    }
}
