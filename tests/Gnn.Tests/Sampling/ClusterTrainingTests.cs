using NetMl.Gnn.Networks;
using NetMl.Gnn.Sampling;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Sampling;

public sealed class ClusterTrainingTests
{
    private static readonly SageNetwork Network = new(NodeNetworks.Defaults("graphsage") with { Hidden = 8, Dropout = 0 }, TwoClubs.Features, 2);
    private static readonly int[] Clusters = [.. Enumerable.Range(0, TwoClubs.Nodes).Select(node => node % 10)];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void ComputeGradient_AllClustersAtOnce_IsTheFullBatchGradient(bool hasHistory, bool isSparse)
    {
        var task = TwoClubs.Task(isSparse: isSparse);
        var values = Network.Layout.Initialise(3);
        var (full, clustered) = (new float[values.Length], new float[values.Length]);
        var fullLoss = task.TrainingOf(Network, 1, WorkTeam.Alone).ComputeGradient(0, values, full);

        var loss = new ClusterNodeTraining(task, Network, Clusters, 10, hasHistory, 1, WorkTeam.Alone).ComputeGradient(0, values, clustered);

        Assert.Equal(fullLoss, loss, 1e-5);
        for (var i = 0; i < full.Length; i++)
            Assert.Equal(full[i], clustered[i], 1e-5f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_SomeClustersAtATime_Learns(bool hasHistory)
    {
        var training = new ClusterNodeTraining(TwoClubs.Task(), Network, Clusters, 3, hasHistory, 1, WorkTeam.Alone);
        var state = new TrainingState(Network.Layout.Initialise(1));

        new TrainingLoop(training, new TrainingPlan(40) { Optimiser = new Adam(), Schedule = new ConstantRate(0.01f) }).Run(state, CancellationToken.None);

        Assert.InRange(state.BestScore?.Score ?? 0, 0.75, 1);
    }

    [Fact]
    public void Loss_WithHistory_ComesCloserToTheWholeGraphThanWithout()
    {
        // With parameters that stand still, histories become exact after an epoch: the batch hears what it would hear in the whole graph.
        var task = TwoClubs.Task();
        var values = Network.Layout.Initialise(3);
        double Loss(bool hasHistory)
        {
            var training = new ClusterNodeTraining(task, Network, Clusters, 1, hasHistory, 1, WorkTeam.Alone);
            var sum = 0.0;
            for (var step = 0; step < 2 * training.StepsPerEpoch; step++)
                sum += step < training.StepsPerEpoch ? 0 * training.ComputeGradient(step, values, new float[values.Length]) : training.ComputeGradient(step, values, new float[values.Length]);
            return sum / training.StepsPerEpoch;
        }
        var whole = task.TrainingOf(Network, 1, WorkTeam.Alone).ComputeGradient(0, values, new float[values.Length]);

        Assert.Equal(whole, Loss(hasHistory: true), 1e-4);
        Assert.True(Math.Abs(whole - Loss(hasHistory: false)) > 1e-3);
    }
}
