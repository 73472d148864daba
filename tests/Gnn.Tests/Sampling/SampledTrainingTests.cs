using NetMl.Gnn.Networks;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Sampling;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Sampling;

public sealed class SampledTrainingTests
{
    private static readonly SageNetwork Network = new(NodeNetworks.Defaults("graphsage") with { Hidden = 8, Dropout = 0 }, TwoClubs.Features, 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LayerwiseInference_AnyGraph_EqualsTheWholePass(bool isSparse)
    {
        var graph = TwoClubs.Task(isSparse: isSparse).Graph;
        var values = Network.Layout.Initialise(3);
        var tape = new Tape<float>();
        var whole = Network.Forward(tape, new ParameterSet<float>(tape, Network.Layout, values, Memory<float>.Empty), graph).Value.Span.ToArray();

        var layered = LayerwiseInference.Run(Network, graph, values, WorkTeam.Alone).Span.ToArray();

        for (var i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], layered[i], 1e-5f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ComputeGradient_AllNeighboursOfAllNodes_IsTheFullBatchGradient(bool isSparse)
    {
        var task = TwoClubs.Task(isSparse: isSparse);
        var values = Network.Layout.Initialise(3);
        var (full, sampled) = (new float[values.Length], new float[values.Length]);
        var fullLoss = task.TrainingOf(Network, 1, WorkTeam.Alone).ComputeGradient(0, values, full);

        var loss = new SampledNodeTraining(task, Network, [NeighbourSampler.MaxFanout, NeighbourSampler.MaxFanout], task.Train.Length, 1, WorkTeam.Alone)
            .ComputeGradient(0, values, sampled);

        Assert.Equal(fullLoss, loss, 1e-5);
        for (var i = 0; i < full.Length; i++)
            Assert.Equal(full[i], sampled[i], 1e-5f);
    }

    [Fact]
    public void Run_SmallBatches_LearnsAndResumesToTheSameBits()
    {
        var task = TwoClubs.Task(isSparse: false);
        var plan = new TrainingPlan(30) { Optimiser = new Adam(), Schedule = new ConstantRate(0.01f) };
        SampledNodeTraining Training() => new(task, Network, [4, 4], batchSize: 6, seed: 2, WorkTeam.Alone);
        var whole = new TrainingState(Network.Layout.Initialise(1));
        new TrainingLoop(Training(), plan).Run(whole, CancellationToken.None);
        var half = new TrainingState(Network.Layout.Initialise(1));
        new TrainingLoop(Training(), plan with { Epochs = 11 }).Run(half, CancellationToken.None);

        var resumed = TrainingState.Read(half.Write(), half.Count);
        new TrainingLoop(Training(), plan).Run(resumed, CancellationToken.None);

        Assert.Equal(whole.Write(), resumed.Write());
        Assert.InRange(whole.BestScore?.Score ?? 0, 0.75, 1);
    }

    [Fact]
    public void Step_Warm_AllocatesNothing()
    {
        using var team = new WorkTeam(2);
        var task = TwoClubs.Task(isSparse: false);
        var training = new SampledNodeTraining(task, Network, [4, 4], batchSize: 10, seed: 2, team);
        var loop = new TrainingLoop(training, new TrainingPlan(1) { Optimiser = new Adam(), Schedule = new ConstantRate(0.01f) });
        var state = new TrainingState(Network.Layout.Initialise(1));
        for (var step = 0; step < 200; step++)
            loop.Step(state, step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 200; step++)
            loop.Step(state, step);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
