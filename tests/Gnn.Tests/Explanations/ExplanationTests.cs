using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Explanations;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Tests.NodeClassification;

namespace NetMl.Gnn.Tests.Explanations;

/// <summary>What holds for any network, trained or not.</summary>
public sealed class ExplanationTests
{
    private const double Rounding = 1e-5;
    private static readonly ExplanationSettings Settings = new(Steps: 10);

    // Far more hosts than two hops reach.
    private static readonly GraphSample Graph = Graphs.Random(120, 150, 4);

    public static TheoryData<string> FlowNetworks => [.. GraphNetworks.NamesOf(FlowNetwork.Task)];

    public static TheoryData<string, bool> EveryNodeNetwork
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var network in NodeNetworks.Names)
            {
                cases.Add(network, true);
                cases.Add(network, false);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(FlowNetworks))]
    public void ExplainFlow_AnyNetwork_AddsUpToWhatTheModelAnswers(string network)
    {
        var model = FlowModel(network);
        var answers = new NetworkClassifier(model).Predict(Graph);

        for (var flow = 0; flow < 30; flow++)
        {
            var why = new GraphExplainer(model).ExplainFlow(Graph, flow, Settings, CancellationToken.None);

            Assert.All(why.Probabilities.Zip(answers.AsSpan(3 * flow, 3).ToArray()), pair => Assert.Equal(pair.Second, pair.First, Rounding));
            CheckSums(why);
            Assert.True(why.Edges.Length < Graph.Flows - 1, "the flow hears from the whole graph");
        }
    }

    [Theory]
    [MemberData(nameof(EveryNodeNetwork))]
    public void ExplainNode_AnyNetwork_AddsUpToWhatTheModelAnswers(string network, bool isSparse)
    {
        var task = TwoClubs.Task();
        var raw = task.Graph.Sparse ?? throw new InvalidOperationException("The clubs are sparse.");
        var settings = NodeNetworks.Defaults(network) with { Hidden = 4 };
        var preparation = isSparse ? new FeaturePreparation(FeaturePreparation.RowShare, new Standardisation([], []))
            : new FeaturePreparation(FeaturePreparation.Standardised, new Standardisation([.. Enumerable.Repeat(0.1f, TwoClubs.Features)], [.. Enumerable.Repeat(1f, TwoClubs.Features)]));
        var model = new NodeModelArtifact(
            settings, ["even", "odd"], TwoClubs.Features, [], TwoClubs.Features, preparation, false, NodeNetworks.Create(settings, TwoClubs.Features, 2).Layout.Initialise(3), new NodeLineage("job", "clubs", "v1", 3));
        var (source, target) = Edges(task.Graph);
        var answers = new NodePredictor(model).Predict(raw, source, target);

        foreach (var node in (int[])[0, 7, 33])
        {
            var why = new NodeExplainer(model).Explain(raw, source, target, node, Settings, CancellationToken.None);

            Assert.Equal(answers[2 * node + why.Class], why.Probability, Rounding);
            CheckSums(why);
            Assert.Equal(network is "mlp" or "logistic", why.Edges.Length == 0);
        }
    }

    [Fact]
    public void ExplainFlow_MoreFlowsThanAreLookedAt_SaysHowManyAreLeftOut()
    {
        var why = new GraphExplainer(FlowModel(FlowNetwork.Name)).ExplainFlow(Graphs.Random(4, 100, 1), 50, Settings with { MostEdges = 21 }, CancellationToken.None);

        Assert.Equal((20, 79), (why.Edges.Length, why.LeftOut));
        Assert.All(why.Edges, flow => Assert.InRange(flow, 0, 99));
        Assert.DoesNotContain(50, why.Edges);
    }

    [Fact]
    public void ExplainFlow_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => new GraphExplainer(FlowModel(FlowNetwork.Name)).ExplainFlow(Graph, 0, Settings, cancelled.Token));
    }

    [Fact]
    public void Explain_NoSuchItem_Throws()
    {
        var explainer = new GraphExplainer(FlowModel(FlowNetwork.Name));

        Assert.Throws<ArgumentOutOfRangeException>(() => explainer.ExplainFlow(Graph, Graph.Flows, Settings, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => explainer.ExplainNode(Graph, -1, Settings, CancellationToken.None));
    }

    private static void CheckSums(Explanation why)
    {
        Assert.Equal(why.Probabilities[why.Class], why.Probability, Rounding);
        Assert.Equal(why.Probability - why.Baseline, why.Contributions.Sum(), 0.006);
        Assert.Equal(why.Edges.Length, why.EdgeWeights.Length);
        Assert.All(why.EdgeWeights, weight => Assert.InRange(weight, 0, 1));
        Assert.True(why.Kept.Length <= Settings.Kept && why.Kept.All(why.Edges.Contains));
        Assert.InRange(why.WithKept, 0, 1);
        Assert.InRange(why.WithoutKept, 0, 1);
    }

    private static ModelArtifact FlowModel(string network)
    {
        var model = new ModelArtifact(
            FlowNetwork.Task, ["a", "b", "c"], ["1", "2", "3", "4"], ["1", "2", "3"], Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures), 6, 0,
            ReadOnlyMemory<float>.Empty, new ModelLineage("job", "snapshot", 1))
        { Network = network };
        return model with { Weights = Array.ConvertAll(model.CreateNetwork().Layout.Initialise(9), weight => 2 * weight + 0.01f) };
    }

    private static (int[] Source, int[] Target) Edges(NodeGraph<float> graph)
    {
        var (source, target) = (new List<int>(), new List<int>());
        for (var node = 0; node < graph.Nodes; node++)
        {
            foreach (var heard in graph.Neighbours.Sources[graph.Neighbours.Offsets[node]..graph.Neighbours.Offsets[node + 1]])
            {
                if (node < heard)
                    (source, target) = ([.. source, node], [.. target, heard]);
            }
        }
        return ([.. source], [.. target]);
    }
}
