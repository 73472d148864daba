using System.Security.Cryptography;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Tensors;
using NetMl.Tests;

namespace NetMl.Gnn.Tests.Artifacts;

public sealed class NodeModelArtifactTests
{
    [Fact]
    public void Write_ThenRead_PredictsTheSameWithEveryNetwork()
    {
        foreach (var network in NodeNetworks.Names)
        {
            var artifact = SmallNodeModel.Create(network);

            var read = NodeModelArtifact.Read(artifact.Write());

            Assert.Equal(Predict(artifact), Predict(read));
            Assert.Equal((artifact.Settings, artifact.Lineage, artifact.IsDirected), (read.Settings, read.Lineage, read.IsDirected));
            Assert.Equal(artifact.Classes, read.Classes);
            Assert.Equal(artifact.Write(), read.Write());
        }
    }

    /// <summary>The bytes are a promise: models that are published now must be readable later.</summary>
    [Fact]
    public void Write_GoldenModel_GivesTheKnownBytes()
    {
        var weights = Enumerable.Range(0, SmallNodeModel.Create().Weights.Length).Select(i => i / 64f).ToArray();

        var settings = new NodeSettings("gcn", Hidden: 4, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-4, Epochs: 200, Patience: 100);
        var bytes = (SmallNodeModel.Create() with { Settings = settings, Weights = weights }).Write();

        Assert.Equal("2f63fcba32ebd4e8a091833aff1735bd", Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]);
    }

    [Fact]
    public void IsOne_TellsItFromModelsOfFlows()
    {
        Assert.True(NodeModelArtifact.IsOne(SmallNodeModel.Create().Write()));
        Assert.False(NodeModelArtifact.IsOne(new Tensors.Files.SafetensorsWriter().ToArray()));
    }

    [Fact]
    public void Predict_Probabilities_SumToOne()
    {
        var probabilities = Predict(SmallNodeModel.Create());

        Assert.Equal(4 * 3, probabilities.Length);
        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5f));
    }

    [Fact]
    public void Predict_OtherFeatures_IsRefused()
    {
        var predictor = new NodePredictor(SmallNodeModel.Create());
        var other = new SparseMatrix<float>(Adjacency.OfRows(2, [0, 1], [1]), [1]);

        Assert.Contains("2 features", Assert.Throws<InvalidDataException>(() => predictor.Predict(other, [], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_OtherNodesThanThoseWithAFeatureOfTheirOwn_IsRefused()
    {
        var predictor = new NodePredictor(SmallNodeModel.Create("gcn", new FeaturePreparation(FeaturePreparation.Identity, new Standardisation([], [])), raw: 0, features: 4));

        Assert.Equal(12, predictor.Predict(Nothing(4), SmallNodeModel.Source, SmallNodeModel.Target).Length);
        Assert.Contains("4 nodes of its own graph", Assert.Throws<InvalidDataException>(() => predictor.Predict(Nothing(5), [], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HostileFiles_AreReadOrRefusedInLittleMemory()
    {
        foreach (var network in NodeNetworks.Names)
        {
            var refused = HostileReading.Run(HostileFiles.Of(SmallNodeModel.Create(network).Write(), 1, 320), file => NodeModelArtifact.Read(file), 256 << 10);

            Assert.InRange(refused, 160, 320);
        }
    }

    [Fact]
    public void Write_Lineage_IsAllThere()
    {
        var lineage = new NodeLineage("job-1", "club", "v3", 4, "own");

        Assert.Equal(lineage, NodeModelArtifact.Read((SmallNodeModel.Create() with { Lineage = lineage }).Write()).Lineage);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void Read_WeightIsNotFinite_IsRefused(float bad)
    {
        var weights = SmallNodeModel.Create().Weights.ToArray();
        weights[3] = bad;

        Refuses("finite", SmallNodeModel.Create() with { Weights = weights });
    }

    [Fact]
    public void Read_Contradictions_AreRefused()
    {
        var good = SmallNodeModel.Create();

        Refuses("do not go with the preparation", good with { RawFeatures = 4 });
        Refuses("do not go with the preparation", good with { Preparation = new FeaturePreparation(FeaturePreparation.Standardised, new Standardisation([0], [1])) });
        Refuses("does not know", good with { Preparation = good.Preparation with { Kind = "magic" } });
        Refuses("names 2 of 5 features", good with { FeatureNames = ["a", "b"] });
    }

    /// <summary>Sizes that a header of a few bytes may claim must not make the reader take memory for them.</summary>
    [Fact]
    public void Read_SizesFarBeyondTheFile_AreRefusedBeforeTheyAreTaken()
    {
        var text = System.Text.Encoding.Latin1.GetString(SmallNodeModel.Create("gat").Write());

        foreach (var (from, to) in ((string, string)[])[("\"hidden\":\"4\"", "\"hidden\":\"4096\""), ("\"heads\":\"8\"", "\"heads\":\"64\"")])
        {
            // The longer number takes blanks from the padding, or else the header's length says so.
            var changed = System.Text.Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
            var length = BitConverter.ToInt64(changed);
            BitConverter.TryWriteBytes(changed, length + to.Length - from.Length);
            Assert.Throws<InvalidDataException>(() => NodeModelArtifact.Read(changed));
        }
    }

    private static void Refuses(string what, NodeModelArtifact artifact) =>
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => NodeModelArtifact.Read(artifact.Write())).Message, StringComparison.Ordinal);

    private static float[] Predict(NodeModelArtifact artifact) => new NodePredictor(artifact).Predict(SmallNodeModel.Raw, SmallNodeModel.Source, SmallNodeModel.Target);

    private static SparseMatrix<float> Nothing(int nodes) => new(Adjacency.OfRows(0, new int[nodes + 1], []), []);
}
