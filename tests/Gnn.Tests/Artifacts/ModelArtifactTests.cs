using NetMl.Gnn.Artifacts;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Inputs;
using NetMl.Tests;

namespace NetMl.Gnn.Tests.Artifacts;

public sealed class ModelArtifactTests
{
    private static readonly string[] NodeNames = ["a", "b", "c", "d"];
    private static readonly string[] FlowNames = ["x", "y", "z"];
    private const long MostMemory = 256 << 10;

    [Fact]
    public void Write_ThenRead_PredictsTheSame()
    {
        var artifact = Flow();
        var graph = Graphs.Random(8, 20, 3);

        var read = ModelArtifact.Read(artifact.Write());

        Assert.Equal(new NetworkClassifier(artifact).Predict(graph), new NetworkClassifier(read).Predict(graph));
        Assert.Equal(artifact.Classes, read.Classes);
        Assert.Equal(artifact.Lineage, read.Lineage);
        Assert.Equal(artifact.Write(), read.Write());
    }

    [Fact]
    public void Read_Privacy_IsKeptWhereThereIsAny()
    {
        Assert.Null(ModelArtifact.Read(Flow().Write()).Privacy);
        Assert.Equal(new ModelPrivacy(0.1 + 0.2, 1e-5), ModelArtifact.Read((Flow() with { Privacy = new ModelPrivacy(0.1 + 0.2, 1e-5) }).Write()).Privacy);
    }

    [Fact]
    public void Read_EpsilonIsNotANumber_IsRefused()
    {
        var bad = (Flow() with { Privacy = new ModelPrivacy(double.NaN, 1e-5) }).Write();

        Assert.Contains("'epsilon'", Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(bad)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_Probabilities_SumToOne()
    {
        var probabilities = new NetworkClassifier(Flow()).Predict(Graphs.Random(8, 20, 3));

        Assert.Equal(20 * 2, probabilities.Length);
        for (var row = 0; row < 20; row++)
            Assert.Equal(1f, probabilities[row * 2] + probabilities[row * 2 + 1], 1e-5f);
    }

    [Fact]
    public void Select_GraphLacksAFeature_IsRefused()
    {
        var failure = Assert.Throws<InvalidDataException>(() => Flow().Select(Graphs.Random(8, 20, 3), NodeNames, ["y", "x", "w"]));

        Assert.Contains("flow feature z", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classifier_ModelWithoutClasses_IsRefused() => Assert.Throws<InvalidDataException>(() => new NetworkClassifier(Host()));

    [Fact]
    public void Predict_NotANumber_IsRefused()
    {
        var graph = Graphs.Random(8, 20, 3);
        var values = graph.FlowFeatures.ToArray();
        values[5] = float.NaN;
        var bad = new GraphSample(8, 4, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, 3, values);

        Assert.Contains("Feature 2 of row 1", Assert.Throws<InvalidDataException>(() => new NetworkClassifier(Flow()).Predict(bad)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_EmptyGraph_GivesNothing() => Assert.Empty(new NetworkClassifier(Flow()).Predict(new GraphSample(0, 4, default, default, default, 3, default)));

    [Fact]
    public void Read_HostileFiles_AreReadOrRefusedInLittleMemory()
    {
        foreach (var artifact in (ModelArtifact[])[Flow(), Host()])
        {
            var refused = HostileReading.Run(HostileFiles.Of(artifact.Write(), 1, 1600), file => ModelArtifact.Read(file), MostMemory);

            Assert.InRange(refused, 800, 1600);
        }
    }

    /// <summary>Sizes whose product is more than there are numbers: refused before anything of that size is made.</summary>
    [Fact]
    public void Read_HugeStructure_IsRefused()
    {
        var names = Enumerable.Range(0, 200_000).Select(i => $"{i}").ToArray();
        var scale = Graphs.Plain(names.Length);
        var writer = new Tensors.Files.SafetensorsWriter();
        var small = Tensors.Files.Safetensors.Read(Flow().Write());
        foreach (var (key, value) in small.Metadata)
            writer.SetMetadata(key, value);
        writer.SetMetadata("hidden_size", "4096");
        writer.SetMetadata("node_feature_names", System.Text.Json.JsonSerializer.Serialize(names));
        writer.Add("standardisation.node_mean", scale.Mean);
        writer.Add("standardisation.node_scale", scale.Scale);
        writer.Add("standardisation.flow_mean", new float[3]);
        writer.Add("standardisation.flow_scale", (float[])[1, 1, 1]);

        var refusal = Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(writer.ToArray()));

        Assert.Contains("cannot be built", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("null")]
    public void Read_NameIsNull_IsRefused(string names)
    {
        var writer = new Tensors.Files.SafetensorsWriter();
        foreach (var (key, value) in Tensors.Files.Safetensors.Read(Flow().Write()).Metadata)
            writer.SetMetadata(key, key == "classes" ? names : value);

        Assert.Contains("'classes'", Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(writer.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatNamesNoNetwork_IsOfTheFirstOneOfItsTask()
    {
        Assert.Equal(FlowNetwork.Name, ModelArtifact.Read(WithoutNetwork(Flow())).Network);
        Assert.Equal(HostNetwork.Name, ModelArtifact.Read(WithoutNetwork(Host())).Network);
    }

    [Fact]
    public void Read_LaterTaskWithoutNetwork_IsRefused() => Assert.Contains(
        "does not name its network",
        Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(WithoutNetwork(Artifact(HostLabels.Task, ["bad", "good"])))).Message, StringComparison.Ordinal);

    [Fact]
    public void Write_Lineage_IsAllThere()
    {
        var lineage = new ModelLineage("job-1", "snapshot-1", 4, "office", "time train=0.7", new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1));

        var read = ModelArtifact.Read((Flow() with { Lineage = lineage }).Write());

        Assert.Equal(lineage, read.Lineage);
    }

    [Fact]
    public void Read_WeightIsInfinite_IsRefused()
    {
        var artifact = Flow();
        var weights = artifact.Weights.ToArray();
        weights[7] = float.PositiveInfinity;

        Assert.Contains("finite", Assert.Throws<InvalidDataException>(() => ModelArtifact.Read((artifact with { Weights = weights }).Write())).Message, StringComparison.Ordinal);
        weights[7] = float.NaN;
        Assert.Contains("finite", Assert.Throws<InvalidDataException>(() => ModelArtifact.Read((artifact with { Weights = weights }).Write())).Message, StringComparison.Ordinal);
    }

    private static byte[] WithoutNetwork(ModelArtifact artifact)
    {
        var writer = new Tensors.Files.SafetensorsWriter();
        var file = Tensors.Files.Safetensors.Read(artifact.Write());
        foreach (var (key, value) in file.Metadata.Where(entry => entry.Key != "network"))
            writer.SetMetadata(key, value);
        foreach (var tensor in file.Tensors.Values)
            writer.Add(tensor.Name, tensor.Float32(), [.. tensor.Shape]);
        return writer.ToArray();
    }

    private static ModelArtifact Flow() => Artifact(FlowNetwork.Task, ["bad", "good"]);

    private static ModelArtifact Host() => Artifact(HostNetwork.Task, []);

    private static ModelArtifact Artifact(string task, string[] classes) => new(
        task, classes, NodeNames, FlowNames, Graphs.Plain(4), Graphs.Plain(3), 6, 256,
        GraphNetworks.Create(new NetworkShape(task, GraphNetworks.UnnamedOf(task) ?? GraphNetworks.DefaultOf(task), 4, 3, 6, classes.Length)).Layout.Initialise(2), new ModelLineage("job", "snapshot", 2));
}
