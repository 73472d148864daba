using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Networks;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Tests.Anomalies;

public sealed class AnomalyDetectorTests
{
    private static readonly GraphSample Train = Graphs.Random(60, 300, 7);

    public static TheoryData<string, string, string> Combinations
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var task in new[] { AnomalyTasks.Hosts, AnomalyTasks.Flows })
                foreach (var network in GraphNetworks.NamesOf(task))
                    foreach (var scorer in AnomalyScorers.Names)
                        if (network != InfomaxNetwork.Name || scorer != ReconstructionScorer.ScorerName)
                            all.Add(task, network, scorer);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Write_ThenRead_ScoresAndReasonsAreTheSame(string task, string network, string scorer)
    {
        var fitted = Fit(task, network, scorer);
        var graph = Graphs.Random(8, 20, 3);

        var read = ModelArtifact.Read(fitted.Write());
        var (before, after) = (new AnomalyDetector(fitted).Score(graph), new AnomalyDetector(read).Score(graph));

        Assert.Equal(before.Scores, after.Scores);
        Assert.Equal(before.Threshold, after.Threshold);
        Assert.Equal(fitted.Write(), read.Write());
        Assert.Equal(scorer, new AnomalyDetector(read).Scorer);
        var (whyBefore, whyAfter) = (before.Why(5), after.Why(5));
        Assert.Equal(whyBefore.Features, whyAfter.Features);
        Assert.Equal(whyBefore.Nearest, whyAfter.Nearest);
        Assert.Equal(3, whyAfter.Features.Count);
        Assert.Equal(3, whyAfter.Nearest.Count);
        Assert.All(whyAfter.Nearest, near => Assert.StartsWith("item ", near.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_InfomaxWithReconstruction_IsRefusedWithTheReason()
    {
        var failure = Assert.Throws<InvalidDataException>(() => Fit(AnomalyTasks.Flows, InfomaxNetwork.Name, ReconstructionScorer.ScorerName));

        Assert.Contains("foretells no features", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_UnknownScorer_NamesThoseThatExist()
    {
        var failure = Assert.Throws<InvalidDataException>(() => Fit(AnomalyTasks.Flows, InfomaxNetwork.Name, "lof"));

        Assert.Contains("mahalanobis", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_ModelWithoutAnomalyPart_IsTheMeanSquaredErrorOfWhatItForetells()
    {
        var artifact = Artifact(AnomalyTasks.Hosts, HostNetwork.Name);

        var findings = new AnomalyDetector(artifact).Score(Train);

        Assert.Null(findings.Threshold);
        Assert.False(findings.IsOdd(0));
        var (graph, tape, network) = (PreparedGraph<float>.Create(Train, artifact.NodeScale, artifact.FlowScale), new Tape<float>(), artifact.CreateNetwork());
        var foretold = network.Forward(tape, new ParameterSet<float>(tape, network.Layout, artifact.Weights.ToArray(), Memory<float>.Empty), graph, OwnedItems<float>.AllNodes(graph)).Value;
        for (var node = 0; node < Train.Nodes; node++)
            Assert.Equal(foretold.Row(node).ToArray().Zip(graph.Nodes.Row(node).ToArray(), (told, actual) => (told - actual) * (told - actual)).Average(), findings.Scores[node], 1e-4f);
    }

    [Fact]
    public void Score_InfomaxWithoutAnomalyPart_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => new AnomalyDetector(Artifact(AnomalyTasks.Hosts, InfomaxNetwork.Name)));

    [Fact]
    public void Score_HeldOutItems_AboutTheBudgetLiesAbove()
    {
        var artifact = AnomalyFitting.Fit(
            Artifact(AnomalyTasks.Flows, MaskedFlowNetwork.Name), Normal(Train), Normal(Graphs.Random(60, 900, 8)), new AnomalySettings("mahalanobis", 0.1), default);

        var findings = new AnomalyDetector(artifact).Score(Graphs.Random(60, 2000, 9));

        // 900 items behind the threshold and 2000 that are tested: 10 % ± 4 · √(0.09 / 900 + 0.09 / 2000).
        Assert.InRange(Enumerable.Range(0, 2000).Count(findings.IsOdd) / 2000.0, 0.05, 0.15);
    }

    [Fact]
    public void Why_OneFeatureIsFarOff_NamesItWithValueAndUsualRange()
    {
        var fitted = Fit(AnomalyTasks.Flows, GraphAutoencoder.Name, "mahalanobis");
        var values = Train.FlowFeatures.ToArray();
        values[5 * Graphs.FlowFeatures + 1] = (float)Math.Log(1 + 5000);
        var odd = new GraphSample(Train.Nodes, Graphs.NodeFeatures, Train.NodeFeatures, Train.FlowSource, Train.FlowTarget, Graphs.FlowFeatures, values);

        var feature = new AnomalyDetector(fitted).Score(odd).Why(5).Features[0];

        Assert.Equal("bytes", feature.Name);
        Assert.Equal(5000, feature.Value, 1.0);
        Assert.True(feature.Deviation > 5);
        Assert.InRange(feature.UsualLow, -1, feature.UsualHigh);
        Assert.InRange(feature.UsualHigh, 0, Math.E - 1);
        Assert.StartsWith("bytes 5000, usually ", feature.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithoutNames_NumbersTheNormalItems()
    {
        var fitted = AnomalyFitting.Fit(
            Artifact(AnomalyTasks.Flows, MaskedFlowNetwork.Name), Normal(Train), null, new AnomalySettings("mahalanobis", 0.05, Kept: 40, KeepNames: false), default);
        var read = ModelArtifact.Read(fitted.Write());

        Assert.False(read.Anomaly?.Normals.AreNamed);
        Assert.True(Fit(AnomalyTasks.Flows, MaskedFlowNetwork.Name, "mahalanobis").Anomaly?.Normals.AreNamed);
        Assert.All(new AnomalyDetector(read).Score(Train).Why(0).Nearest, near => Assert.StartsWith("normal item ", near.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_MutatedBytes_GivesAModelOrAReason()
    {
        var good = Fit(AnomalyTasks.Flows, MaskedFlowNetwork.Name, "mahalanobis").Write();
        var random = new Random(1);
        var refused = 0;
        for (var run = 0; run < 1000; run++)
        {
            var bad = good.ToArray();
            bad[random.Next(2500)] = (byte)random.Next(256);
            try
            {
                ModelArtifact.Read(bad);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.True(refused > 300, $"{refused} refused");
    }

    private static ModelArtifact Fit(string task, string network, string scorer) =>
        AnomalyFitting.Fit(Artifact(task, network), Normal(Train), Normal(Graphs.Random(60, 200, 8)), new AnomalySettings(scorer, 0.05, Kept: 40), default);

    private static NormalItems Normal(GraphSample graph) => new(graph, item => $"item {item}");

    private static ModelArtifact Artifact(string task, string network) => new(
        task, [], ["a", "b", "c", "d"], ["x", "log1p(bytes)", "z"], Graphs.Plain(4), Graphs.Plain(3), 8, 256,
        AnomalyNetworkTests.Create(task, network, 8).Layout.Initialise(2), new ModelLineage("job", "snapshot", 2))
    { Network = network };
}
