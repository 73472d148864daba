using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Training;

public sealed class TrainingLoopTests
{
    private static readonly NodeSettings Settings = NodeNetworks.Defaults("gcn") with { Hidden = 8 };

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(40)]
    public void Run_StoppedAndResumed_EndsAtTheSameBits(int stop)
    {
        var whole = Trained(Start(), epochs: 60);

        var half = Trained(Start(), stop).Write();
        var resumed = Trained(TrainingState.Read(half, Start().Count), epochs: 60);

        Assert.Equal(whole.Write(), resumed.Write());
    }

    [Fact]
    public void Run_AnyNumberOfThreads_EndsAtTheSameBits()
    {
        var single = Trained(Start(), epochs: 30).Write();

        using var team = new WorkTeam(3);

        Assert.Equal(single, Trained(Start(), epochs: 30, team).Write());
    }

    [Fact]
    public void Run_NothingGetsBetter_StopsAfterThePatience()
    {
        var task = new Fixed([(1, 0.5), (0.9, 0.5), (0.9, 0.4), (0.9, 0.4), (0.8, 0.4), (0.1, 0.9)]);
        var reports = new List<EpochReport>();
        var state = new TrainingState(new float[1]);

        new TrainingLoop(task, Plan(epochs: 100, patience: 3)) { EpochEnded = reports.Add }.Run(state, CancellationToken.None);

        Assert.Equal((5, 2), (state.Epoch, state.BestEpoch));
        Assert.Equal([true, true, false, false, false], reports.Select(report => report.IsBest));
        Assert.Equal(-0.2f, state.Best.Span[0], 1e-4f);
    }

    [Fact]
    public void Run_WithoutValidation_KeepsTheLastParameters()
    {
        var state = new TrainingState(new float[1]);

        new TrainingLoop(new Fixed([]), Plan(epochs: 4, patience: 3)).Run(state, CancellationToken.None);

        Assert.Equal((4, 0), (state.Epoch, state.BestEpoch));
        Assert.Equal(state.Values.ToArray(), state.Best.ToArray());
    }

    [Fact]
    public void Run_LossIsNoNumber_SaysWhen()
    {
        var failure = Assert.Throws<TrainingDivergedException>(() =>
            new TrainingLoop(new Fixed([], lossAt2: double.NaN), Plan(epochs: 9, patience: 0)).Run(new TrainingState(new float[1]), CancellationToken.None));

        Assert.Contains("epoch 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LastStepDiverges_IsNoticed()
    {
        var state = new TrainingState(new float[1]);
        var plan = new TrainingPlan(3) { Optimiser = new Sgd(), Schedule = new ConstantRate(float.MaxValue) };

        Assert.Throws<TrainingDivergedException>(() => new TrainingLoop(new Fixed([]), plan).Run(state, CancellationToken.None));
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var state = new TrainingState(new float[1]);
        var loop = new TrainingLoop(new Fixed([]), Plan(epochs: 100, patience: 0)) { EpochEnded = report => { if (report.Epoch == 7) cancellation.Cancel(); } };

        Assert.Throws<OperationCanceledException>(() => loop.Run(state, cancellation.Token));

        Assert.Equal(7, state.Epoch);
    }

    [Fact]
    public void Step_Warm_AllocatesNothing()
    {
        using var team = new WorkTeam(2);
        var task = TwoClubs.Task();
        var network = NodeNetworks.Create(Settings, TwoClubs.Features, 2);
        var loop = new TrainingLoop(task.TrainingOf(network, 1, team), Plan(1, 0));
        var state = new TrainingState(network.Layout.Initialise(1));
        for (var step = 0; step < 3; step++)
            loop.Step(state, step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 3; step < 20; step++)
            loop.Step(state, step);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Read_StateOfAnotherNetwork_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => TrainingState.Read(Start().Write(), Start().Count + 1));

    private static TrainingState Start() => new(NodeNetworks.Create(Settings, TwoClubs.Features, 2).Layout.Initialise(3));

    private static TrainingState Trained(TrainingState state, int epochs, WorkTeam? team = null)
    {
        var network = NodeNetworks.Create(Settings, TwoClubs.Features, 2);
        new TrainingLoop(TwoClubs.Task().TrainingOf(network, 5, team ?? WorkTeam.Alone), Plan(epochs, 0)).Run(state, CancellationToken.None);
        return state;
    }

    private static TrainingPlan Plan(int epochs, int patience) => new(epochs, patience) { Optimiser = new Adam(), Schedule = new ConstantRate(0.1f) };

    /// <summary>One parameter whose gradient is always 1, and validations as given.</summary>
    private sealed class Fixed((double Loss, double Score)[] validations, double lossAt2 = 1) : ITrainingTask
    {
        private int _validated;

        public Gnn.Parameters.ParameterLayout Layout { get; } = MadeLayout();

        public int StepsPerEpoch => 1;

        public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient)
        {
            gradient.Span[0] += 1;
            return step == 2 ? lossAt2 : 1;
        }

        public ValidationScore? Validate(Memory<float> values) =>
            validations.Length == 0 ? null : new ValidationScore(validations[_validated].Loss, validations[_validated++].Score);

        private static Gnn.Parameters.ParameterLayout MadeLayout()
        {
            var layout = new Gnn.Parameters.ParameterLayout();
            layout.AddWeight("only", 1, 1);
            return layout;
        }
    }
}
