using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Parallelism;
using NetMl.Trees;

namespace NetMl.Gnn.Tests.Baselines;

public sealed class TreeClassifierTests
{
    /// <summary>Four hosts in a ring; a flow's class is whether its one feature is above 0.</summary>
    private static readonly GraphSample Ring = new(
        4, 1, new float[] { 1, 2, 3, 4 }, Enumerable.Range(0, 80).Select(flow => flow % 4).ToArray(), Enumerable.Range(0, 80).Select(flow => (flow + 1) % 4).ToArray(),
        2, Enumerable.Range(0, 160).Select(at => at % 2 == 0 ? (float)Math.Sin(at) : at % 7).ToArray());

    [Fact]
    public void Of_AFlow_IsItsFeaturesAndThoseOfBothHosts()
    {
        var rows = ItemRows.Of(PreparedGraph<float>.Create(Ring, Unit(1), Unit(2)), areFlows: true, [5]);

        Assert.Equal([Ring.FlowFeatures.Span[10], Ring.FlowFeatures.Span[11], 2, 3], rows);
    }

    [Fact]
    public void Of_ANode_IsItsFeaturesAndTheMeansOfItsFlows()
    {
        var rows = ItemRows.Of(PreparedGraph<float>.Create(Ring, Unit(1), Unit(2)), areFlows: false, [2]);

        float Mean(int from, int column) => (float)Enumerable.Range(0, 20).Average(step => (double)Ring.FlowFeatures.Span[(4 * step + from) * 2 + column]);
        float[] expected = [3, Mean(2, 0), Mean(2, 1), Mean(1, 0), Mean(1, 1)];
        for (var column = 0; column < expected.Length; column++)
            Assert.Equal(expected[column], rows[column], 1e-5);
    }

    [Fact]
    public void Predict_ReadFromItsFile_AnswersTheSame()
    {
        var artifact = Artifact();

        var read = ModelArtifact.Read(artifact.Write());

        var answers = new TreeClassifier(read).Predict(Ring);
        Assert.Equal(new TreeClassifier(artifact).Predict(Ring), answers);
        for (var flow = 0; flow < Ring.Flows; flow++)
            Assert.Equal(Labels[flow] == 1, answers[2 * flow + 1] > 0.5f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Explain_AnyFlow_IsTheLogOddsOfItsClassAgainstTheNext(int classes)
    {
        var trees = new TreeClassifier(Artifact(classes));
        for (var flow = 0; flow < 20; flow++)
        {
            var why = trees.Explain(Ring, flow, CancellationToken.None);

            int[] order = [.. Enumerable.Range(0, classes).OrderByDescending(of => why.Probabilities[of])];
            Assert.Equal((order[0], order[1]), (why.Class, why.Against));
            Assert.Equal(Math.Log(why.Probabilities[why.Class] / (double)why.Probabilities[why.Against]), why.Score.OfRow, 1e-4);
            Assert.Equal(why.Score.OfRow, why.Score.Mean + why.Score.Shares.Sum(), 1e-9);
        }
    }

    [Fact]
    public void Read_TreesOfOtherFeatures_IsRefused()
    {
        var bytes = (Artifact() with { NodeFeatureNames = ["a", "b"], NodeScale = Unit(2) }).Write();

        Assert.Contains("trees of 4 features", Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateNetwork_OfTrees_IsRefused() =>
        Assert.Contains("no network", Assert.Throws<InvalidDataException>(() => Artifact().CreateNetwork()).Message, StringComparison.Ordinal);

    private static int[] Labels { get; } = [.. Enumerable.Range(0, 80).Select(flow => Ring.FlowFeatures.Span[flow * 2] > 0 ? 1 : 0)];

    private static ModelArtifact Artifact(int classes = 2)
    {
        var rows = ItemRows.Of(PreparedGraph<float>.Create(Ring, Unit(1), Unit(2)), areFlows: true, [.. Enumerable.Range(0, Ring.Flows)]);
        int[] labels = classes == 2 ? Labels : [.. Labels.Select((label, flow) => label == 1 && Ring.FlowFeatures.Span[flow * 2 + 1] > 3 ? 2 : label)];
        var trees = BoostedTrees.Fit(rows, 4, labels, classes, [], new BoostingSettings(Iterations: 20, MinLeafRows: 2), WorkTeam.Alone, CancellationToken.None);
        return new ModelArtifact("flow-classification", ["down", "up"], ["n"], (string[])[.. new[] { "x", "y", "z" }.Take(classes)], Unit(1), Unit(2), 8, 0, ReadOnlyMemory<float>.Empty, new ModelLineage("j", "s", 1))
        {
            Network = TreeClassifier.Name,
            Trees = trees,
        };
    }

    private static Standardisation Unit(int features) => new(new float[features], Enumerable.Repeat(1f, features).ToArray());
}
