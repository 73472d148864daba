using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Scores;
using NetMl.Gnn.Splits;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.GraphTasks;

/// <summary>Flows whose class is whether the source calls many: their own features do not tell.</summary>
public sealed class GraphTrainingTests
{
    private const int Flows = 600;
    private static readonly GraphSample Graph = Callers();
    private static readonly int[] Labels = [.. Enumerable.Range(0, Flows).Select(flow => Graph.FlowSource.Span[flow] < 5 ? 1 : 0)];
    private static readonly GraphSettings Settings = new(Epochs: 60, ValidateEvery: 2);
    private static readonly GraphSettings Short = Settings with { Epochs = 6 };

    [Theory]
    [InlineData("e-graphsage")]
    [InlineData("e-graphsage-residual")]
    [InlineData("e-gat")]
    [InlineData("e-graphsage-temporal")]
    public void Train_ClassOfTheGraph_IsLearnt(string network)
    {
        var task = Task(network, Labels);

        var outcome = Train(task, Settings);

        Assert.True(MacroF1(task, outcome) > 0.95, $"{MacroF1(task, outcome)}");
        Assert.True(outcome.Validation?.Score > 0.95);
    }

    [Fact]
    public void Train_PermutedLabels_TestsAtChance()
    {
        var permuted = (int[])Labels.Clone();
        new Random(5).Shuffle(permuted);
        // Tested on the true labels: nothing of them may have come in.
        var task = Task("e-graphsage-residual", permuted, Labels);

        var outcome = Train(task, Settings);

        Assert.InRange(MacroF1(task, outcome), 0, 0.62);
    }

    [Fact]
    public void Train_FileOfTheTask_GivesTheSameBits()
    {
        var task = Task("e-graphsage-temporal", Labels);

        Assert.Equal(Train(task, Short).Weights, Train(GraphTask.Read(task.Write()), Short).Weights);
    }

    [Fact]
    public void Train_FromACheckpoint_EndsAtTheSameBits()
    {
        var task = Task("e-graphsage-residual", Labels);
        byte[]? written = null;
        using var team = new WorkTeam(1);
        var whole = GraphTraining.Train(task, Settings, 1, team, null, null, state => written ??= state.Write(), CancellationToken.None);

        var state = TrainingState.Read(written, GraphNetworks.Create(task.Shape).Layout.Count);
        var resumed = GraphTraining.Train(task, Settings, 1, team, state, null, null, CancellationToken.None);

        Assert.Equal(whole.Weights, resumed.Weights);
        Assert.Equal(whole.TestOutputs, resumed.TestOutputs);
    }

    [Fact]
    public void Train_HostAnomaly_IsChosenByLoss()
    {
        var items = ItemSplits.ByTime(new int[Graph.Nodes], 0.2);
        var task = new GraphTask(
            new NetworkShape("host-anomaly", "masked", Graphs.NodeFeatures, Graphs.FlowFeatures, 8, 0), Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures), default,
            GraphTask.PartOf(Graph, items.Train, default), GraphTask.PartOf(Graph, items.Validation, default), GraphTask.PartOf(Graph, items.Validation, default));

        var outcome = Train(task, Settings);

        Assert.Equal(-outcome.Validation?.Loss, outcome.Validation?.Score);
        Assert.Equal(items.Validation.Length * Graphs.NodeFeatures, outcome.TestOutputs.Length);
    }

    [Fact]
    public void Train_ByAuroc_KeepsTheEpochThatRanksBest()
    {
        var task = Task("e-graphsage-residual", Labels);

        var outcome = Train(task, Short with { Metric = GraphSettings.Auroc });

        Assert.Equal(OneAgainstRest.Auroc(outcome.ValidationOutputs, task.Validation.Labels.Span, 2), outcome.Validation?.Score);
        Assert.InRange(outcome.Validation?.Score ?? 0, 0.6, 1);
    }

    [Fact]
    public void Train_NothingToLearnFrom_Throws()
    {
        Assert.Throws<ArgumentException>(() => Train(Task("e-gat", [.. Enumerable.Repeat(-1, Flows)]), Settings));
    }

    private static GraphOutcome Train(GraphTask task, GraphSettings settings)
    {
        using var team = new WorkTeam(1);
        return GraphTraining.Train(task, settings, 1, team, null, null, null, CancellationToken.None);
    }

    private static double MacroF1(GraphTask task, GraphOutcome outcome) =>
        ClassificationReport.Of(task.Test.Labels.Span, ClassificationReport.ArgMax(outcome.TestOutputs, 2), 2).MacroF1;

    private static GraphTask Task(string network, int[] labels, int[]? tested = null)
    {
        var split = ItemSplits.ByChance(labels, 0.7, 0.2, 1);
        return new GraphTask(
            new NetworkShape(FlowNetwork.Task, network, Graphs.NodeFeatures, Graphs.FlowFeatures, 8, 2), Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures),
            ClassWeights.InverseSquareRoot(labels, 2),
            GraphTask.PartOf(Graph, split.Train, labels), GraphTask.PartOf(Graph, split.Validation, labels), GraphTask.PartOf(Graph, split.Test, tested ?? labels));
    }

    // Nodes 0 to 4 call the others, which call one each; features of flows are noise.
    private static GraphSample Callers()
    {
        var random = new Random(3);
        var (source, target) = (new int[Flows], new int[Flows]);
        for (var flow = 0; flow < Flows; flow++)
        {
            source[flow] = flow % 2 == 0 ? random.Next(5) : 5 + random.Next(295);
            target[flow] = flow % 2 == 0 ? 5 + random.Next(295) : random.Next(300);
        }
        var nodes = new float[300 * Graphs.NodeFeatures];
        for (var flow = 0; flow < Flows; flow++)
            nodes[source[flow] * Graphs.NodeFeatures] += 0.02f;
        return new GraphSample(300, Graphs.NodeFeatures, nodes, source, target, Graphs.FlowFeatures, Enumerable.Range(0, Flows * Graphs.FlowFeatures).Select(_ => random.NextSingle()).ToArray());
    }
}
