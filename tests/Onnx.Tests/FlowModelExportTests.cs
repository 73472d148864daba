using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Encoders;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Parallelism;
using NetMl.Trees;

namespace NetMl.Onnx.Tests;

/// <summary>Exported models of flows and hosts answer as ours do, on graphs that the export never saw.</summary>
public sealed class FlowModelExportTests(OnnxRuntime runtime) : IClassFixture<OnnxRuntime>
{
    private static readonly string[] NodeNames = ["a", "b", "c", "d"];
    private static readonly string[] FlowNames = ["x", "y", "z"];

    /// <summary>Every network of every task.</summary>
    public static TheoryData<string, string> Networks
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var task in GraphNetworks.Tasks)
                foreach (var network in GraphNetworks.NamesOf(task))
                    all.Add(task, network);
            return all;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void Convert_EveryNetwork_AnswersAsOurs(string task, string network)
    {
        var artifact = Artifact(task, network);
        var model = runtime.Store(OnnxExport.Convert(artifact.Write()));

        foreach (var (nodes, flows) in ((int, int)[])[(8, 20), (1, 0), (1, 3), (6, 0), (200, 1500)])
            Compare(model, artifact, Graph(nodes, flows));
    }

    [SkippableFact]
    public void Convert_EveryScorer_AnswersAsOurs()
    {
        foreach (var scorer in AnomalyScorers.Names)
            foreach (var (task, network) in ((string, string)[])[(AnomalyTasks.Hosts, "gae"), (AnomalyTasks.Flows, "masked")])
            {
                var artifact = Artifact(task, network, scorer);

                Compare(runtime.Store(OnnxExport.Convert(artifact.Write())), artifact, Graph(30, 90));
            }
    }

    [SkippableTheory]
    [InlineData(FlowNetwork.Task, 2)]
    [InlineData(FlowNetwork.Task, 3)]
    [InlineData(HostLabels.Task, 2)]
    [InlineData(HostLabels.Task, 3)]
    public void Convert_BoostedTrees_AnswersAsOurs(string task, int classes)
    {
        var artifact = Trees(task, classes);
        var file = OnnxExport.Convert(artifact.Write());

        Assert.Empty(OnnxRules.Breaches(file));
        var model = runtime.Store(file);
        foreach (var (nodes, flows) in ((int, int)[])[(8, 20), (1, 3), (60, 500)])
            Compare(model, artifact, Graph(nodes, flows));
    }

    [Fact]
    public void Convert_NamesOfNormalItems_StayBehind()
    {
        var artifact = Artifact(AnomalyTasks.Hosts, "gae");
        var part = artifact.Anomaly ?? throw new InvalidOperationException("The test's artifact has scores.");
        var named = artifact with { Anomaly = part with { Normals = new NormalSample(["10.7.7.7"], new float[part.Scorer.Width], new float[NodeNames.Length]) } };

        var (before, after) = (Text(named.Write()), Text(OnnxExport.Convert(named.Write())));

        Assert.Contains("10.7.7.7", before, StringComparison.Ordinal);
        Assert.DoesNotContain("10.7.7.7", after, StringComparison.Ordinal);

        static string Text(byte[] file) => System.Text.Encoding.Latin1.GetString(file);
    }

    private static ModelArtifact Trees(string task, int classes)
    {
        var artifact = Artifact(task, "") with { Network = TreeClassifier.Name, Classes = ((string[])["bad", "good", "odd"])[..classes], Weights = default };
        var areFlows = task == FlowNetwork.Task;
        var prepared = PreparedGraph<float>.Create(Graph(70, 400), artifact.NodeScale, artifact.FlowScale);
        var items = Enumerable.Range(0, areFlows ? 400 : 70).ToArray();
        var rows = ItemRows.Of(prepared, areFlows, items);
        var width = rows.Length / items.Length;
        int[] labels = [.. items.Select(item => rows[item * width] > 0.3f ? 0 : rows[item * width + 1] > 0 || classes == 2 ? 1 : 2)];
        return artifact with { Trees = BoostedTrees.Fit(rows, width, labels, classes, [], new BoostingSettings(Iterations: 12, MinLeafRows: 5), WorkTeam.Alone, CancellationToken.None) };
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Convert_Twice_GivesTheSameBytesThatKeepTheRules(string task, string network)
    {
        var artifact = Artifact(task, network).Write();

        var file = OnnxExport.Convert(artifact);

        Assert.Equal(file, OnnxExport.Convert(artifact));
        Assert.Empty(OnnxRules.Breaches(file));
    }

    private static ModelArtifact Artifact(string task, string network, string? scorer = null)
    {
        string[] classes = GraphNetworks.HasClasses(task) ? ["bad", "good", "odd"] : [];
        var artifact = new ModelArtifact(
            task, classes, NodeNames, FlowNames, new Standardisation([0.1f, 0, -0.2f, 0], [0.1f, 1, 2, 0.5f]), new Standardisation([0, 0.5f, 0], [1, 0.05f, 2]), 5, 0,
            default, new ModelLineage("job", "snapshot", 1))
        { Network = network };
        if (network.Length == 0)
            return artifact;
        var built = artifact.CreateNetwork();
        artifact = artifact with { Weights = SomeWeights.Of(built.Layout, 3) };
        if (built is not IAnomalyNetwork anomaly)
            return artifact;
        // Fitted on numbers of about the size of the network's own outputs.
        var random = new Random(4);
        var width = anomaly.Embedding + anomaly.Foretold;
        var rows = Enumerable.Range(0, 50 * width).Select(_ => (float)(random.NextDouble() * 4 - 2)).ToArray();
        return artifact with
        {
            Anomaly = new AnomalyPart(
                AnomalyScorers.Fit(scorer ?? MahalanobisScorer.ScorerName, rows, anomaly.Embedding, anomaly.Foretold, 4, CancellationToken.None), new AnomalyThreshold(3, 0.01, 99, true), new NormalSample([], [], [])),
        };
    }

    private void Compare(string model, ModelArtifact artifact, GraphSample graph)
    {
        var past = artifact.Network == EncodedNetwork.FlowMemory
            ? (((string, string, int[], double[])[])[("node_before", "int64", [graph.Nodes], Doubles(graph.NodeBefore))])
            : [];
        var outputs = runtime.Run(
            model, [.. past, ("node_features", "float32", [graph.Nodes, graph.NodeFeatureCount], Doubles(graph.NodeFeatures)),
            ("flow_source", "int64", [graph.Flows], Doubles(graph.FlowSource)), ("flow_target", "int64", [graph.Flows], Doubles(graph.FlowTarget)),
            ("flow_features", "float32", [graph.Flows, graph.FlowFeatureCount], Doubles(graph.FlowFeatures))]);

        if (!GraphNetworks.HasClasses(artifact.Task))
            Same.Numbers([.. new AnomalyDetector(artifact).Score(graph).Scores], outputs["score"]);
        else
            Same.Probabilities(
                artifact.Trees is not null ? new TreeClassifier(artifact).Predict(graph) : new NetworkClassifier(artifact).Predict(graph),
                outputs["probabilities"], outputs["class"], artifact.Classes);
    }

    // The last node has no flow; parallel flows and flows of a node to itself occur.
    private static GraphSample Graph(int nodes, int flows)
    {
        var random = new Random(nodes);
        int[] Ends() => [.. Enumerable.Range(0, flows).Select(_ => random.Next(Math.Max(1, nodes - 1)))];
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        return new GraphSample(nodes, NodeNames.Length, Values(nodes * NodeNames.Length), Ends(), Ends(), FlowNames.Length, Values(flows * FlowNames.Length), Enumerable.Range(0, nodes).Select(node => node < 2 ? -1 : random.Next(-1, node)).ToArray());
    }

    private static double[] Doubles<T>(ReadOnlyMemory<T> values) where T : struct => Array.ConvertAll(values.ToArray(), value => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
}
