using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Scores;
using NetMl.Gnn.Splits;
using NetMl.Tensors.Parallelism;
using NetMl.Trees;

namespace NetMl.Gnn.Tests.GraphTasks;

/// <summary>
/// No leakage: on a set whose labels are shuffled, who learns from some flows tells the labels of the others no better than chance, also where those lie in the graph that
/// is learnt from. With true labels the same flows are told apart, so the test could see a leak.
/// </summary>
public sealed class LabelPermutationTests
{
    private const int Window = 32;
    private static readonly FlowGraph Flows = FlowGraph.Build(SyntheticCapture.Generate(1, new SyntheticOptions { Flows = 2000 }), Window);
    private static readonly GraphSample Graph = new GraphSample(
        Flows.NodeCount, FlowGraph.NodeFeatureNames.Count, Flows.NodeFeatures, Flows.FlowSource, Flows.FlowTarget, FlowGraph.FlowFeatureNames.Count, Flows.FlowFeatures)
        .OfHosts(Flows.NodeHost.Span);
    private static readonly int[] Truth = Array.ConvertAll(Flows.FlowLabel.ToArray(), label => Flows.Classes[label] == "Benign" ? 0 : 1);

    private static readonly int[] Shuffled = Shuffle();

    [Theory]
    [InlineData("e-graphsage")]
    [InlineData("e-graphsage-residual")]
    [InlineData("e-graphsage-temporal")]
    public void Network_ShuffledLabels_TellsNothing(string network)
    {
        AssertChance(Network(network, Shuffled));
    }

    [Fact]
    public void Network_TrueLabels_TellsThemApart()
    {
        Assert.True(Area(Network("e-graphsage-residual", Truth), Truth) > 0.95);
    }

    [Fact]
    public void Baselines_ShuffledLabels_TellNothing()
    {
        using var team = new WorkTeam(1);
        var split = ItemSplits.ByChance(Shuffled, 0.7, 0, 1);
        int[] labels = Array.ConvertAll(split.Train, flow => Shuffled[flow]);
        var width = Graph.FlowFeatureCount;
        float[] Rows(int[] flows) => [.. flows.SelectMany(flow => Graph.FlowFeatures.Slice(flow * width, width).ToArray())];
        var (learnt, tested) = (Rows(split.Train), Rows(split.Test));
        var trees = BoostedTrees.Fit(learnt, width, labels, 2, [], new BoostingSettings(Iterations: 30, L2: 1), team, CancellationToken.None).Probabilities(tested);
        var scale = Standardisation.Fit(learnt, width);
        scale.Apply(learnt, learnt);
        scale.Apply(tested, tested);
        var regression = LogisticRegression.Fit(learnt, width, labels, [1, 1], CancellationToken.None).Probabilities(tested);

        AssertChance((split.Test, trees));
        AssertChance((split.Test, regression));
    }

    private static void AssertChance((int[] Tested, float[] Probabilities) answers) => Assert.InRange(Area(answers, Shuffled), 0.42, 0.58);

    private static double Area((int[] Tested, float[] Probabilities) answers, int[] labels) => AreaUnderCurve.Of(
        [.. answers.Tested.Select((_, item) => answers.Probabilities[2 * item + 1])], Array.ConvertAll(answers.Tested, flow => labels[flow] == 1));

    private static (int[] Tested, float[] Probabilities) Network(string network, int[] labels)
    {
        using var team = new WorkTeam(1);
        var split = ItemSplits.ByChance(labels, 0.7, 0.2, 1);
        var task = new GraphTask(
            new NetworkShape(FlowNetwork.Task, network, Graph.NodeFeatureCount, Graph.FlowFeatureCount, 8, 2),
            Standardisation.Fit(Graph.NodeFeatures.Span, Graph.NodeFeatureCount), Standardisation.Fit(Graph.FlowFeatures.Span, Graph.FlowFeatureCount), new float[] { 1, 1 },
            GraphTask.PartOf(Graph, split.Train, labels), GraphTask.PartOf(Graph, split.Validation, labels), GraphTask.PartOf(Graph, split.Test, labels));
        var outcome = GraphTraining.Train(task, new GraphSettings(Epochs: 20), 1, team, null, null, null, CancellationToken.None);
        return (split.Test, NetworkClassifier.Probabilities(outcome.TestOutputs, 2));
    }

    private static int[] Shuffle()
    {
        var shuffled = (int[])Truth.Clone();
        new Random(2).Shuffle(shuffled);
        return shuffled;
    }
}
