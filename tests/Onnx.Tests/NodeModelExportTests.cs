using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors;

namespace NetMl.Onnx.Tests;

/// <summary>Exported node classifiers answer as ours do, on graphs that the export never saw.</summary>
public sealed class NodeModelExportTests(OnnxRuntime runtime) : IClassFixture<OnnxRuntime>
{
    private const int Features = 6;
    private static readonly string[] Classes = ["left", "right", "middle"];

    public static TheoryData<string> Networks => [.. NodeNetworks.Names];

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void Convert_EveryNetwork_AnswersAsOurs(string network) =>
        Compare(Artifact(network, new FeaturePreparation(FeaturePreparation.RowShare, Empty), Features, Features), 9, 14);

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void Convert_DirectedAndStandardised_AnswersAsOurs(string network)
    {
        var scale = new Standardisation([1, 0, 2, 0, 0, 1], [2, 1, 0.1f, 3, 1, 1]);

        Compare(Artifact(network, new FeaturePreparation(FeaturePreparation.Standardised, scale), Features, Features) with { IsDirected = true }, 9, 14);
    }

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void Convert_PlacesInTheGraph_AnswersAsOurs(string network) =>
        Compare(Artifact(network, new FeaturePreparation(FeaturePreparation.Structure, new Standardisation([1, 1, 1, 1], [0.5f, 0.4f, 0.3f, 0.2f])), 0, GraphPlaces.Count), 9, 14);

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void Convert_NodesOfOneGraph_AnswersAsOurs(string network) =>
        Compare(Artifact(network, new FeaturePreparation(FeaturePreparation.Identity, Empty), 0, 9), 9, 14);

    [SkippableFact]
    public void Convert_GraphOfOneNodeThatTheModelKnows_AnswersAsOurs() => Compare(Artifact("gcn", new FeaturePreparation(FeaturePreparation.Identity, Empty), 0, 1), 1, 0);

    [SkippableTheory]
    [InlineData(1, 0)]
    [InlineData(5, 0)]
    [InlineData(1, 2)]
    [InlineData(300, 2000)]
    public void Convert_GraphsOfManySizes_AnswerAsOurs(int nodes, int edges)
    {
        foreach (var network in NodeNetworks.Names)
            Compare(Artifact(network, new FeaturePreparation(FeaturePreparation.RowShare, Empty), Features, Features), nodes, edges);
    }

    [Fact]
    public void Convert_Twice_GivesTheSameBytesThatKeepTheRules()
    {
        foreach (var network in NodeNetworks.Names)
        {
            var artifact = Artifact(network, new FeaturePreparation(FeaturePreparation.RowShare, Empty), Features, Features).Write();

            var file = OnnxExport.Convert(artifact);

            Assert.Equal(file, OnnxExport.Convert(artifact));
            Assert.Empty(OnnxRules.Breaches(file));
        }
    }

    private static Standardisation Empty => new([], []);

    private static NodeModelArtifact Artifact(string network, FeaturePreparation preparation, int raw, int features)
    {
        var settings = NodeNetworks.Defaults(network) with { Hidden = 4 };
        var layout = NodeNetworks.Create(settings, features, Classes.Length).Layout;
        return new NodeModelArtifact(
            settings, Classes, raw, [], features, preparation, false, SomeWeights.Of(layout, 5), new NodeLineage("job", "graph", "v1", 5));
    }

    private void Compare(NodeModelArtifact artifact, int nodes, int edges)
    {
        var random = new Random(nodes);
        // The last nodes have no edges; edges of a node to itself and repeated ones occur.
        int[] Ends() => [.. Enumerable.Range(0, edges).Select(_ => random.Next(Math.Max(1, nodes - 2)))];
        var (source, target) = (Ends(), Ends());
        var values = Enumerable.Range(0, nodes * artifact.RawFeatures).Select(i => random.Next(4) == 0 ? (float)random.Next(1, 9) : 0).ToArray();

        var expected = new NodePredictor(artifact).Predict(Sparse(values, nodes, artifact.RawFeatures), source, target);
        var inputs = artifact.RawFeatures > 0
            ? ("node_features", "float32", new[] { nodes, artifact.RawFeatures }, Array.ConvertAll(values, value => (double)value))
            : ("node_count", "int32", new[] { 1 }, new[] { (double)nodes });
        var outputs = runtime.Run(
            runtime.Store(OnnxExport.Convert(artifact.Write())), inputs,
            ("edge_source", "int32", [edges], Array.ConvertAll(source, node => (double)node)), ("edge_target", "int32", [edges], Array.ConvertAll(target, node => (double)node)));

        Same.Probabilities(expected, outputs["probabilities"], outputs["class"], artifact.Classes);
    }

    private static SparseMatrix<float> Sparse(float[] values, int nodes, int features)
    {
        var (offsets, columns, kept) = (new int[nodes + 1], new List<int>(), new List<float>());
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                columns.Add(i % features);
                kept.Add(values[i]);
            }
            offsets[i / features + 1] = kept.Count;
        }
        return new SparseMatrix<float>(Adjacency.OfRows(features, offsets, [.. columns]), [.. kept]);
    }
}
