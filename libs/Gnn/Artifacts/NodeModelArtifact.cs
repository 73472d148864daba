using System.Globalization;
using System.Text.Json;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Artifacts;

/// <summary>Where a node classifier comes from.</summary>
/// <param name="Job">Training job.</param>
/// <param name="Graph">Name of the graph.</param>
/// <param name="Version">Of its content.</param>
/// <param name="Seed">Of the published repeat.</param>
/// <param name="Split">How nodes were dealt to learning, choosing and testing; null in files that do not say it.</param>
public sealed record NodeLineage(string Job, string Graph, string Version, int Seed, string? Split = null);

/// <summary>A trained node classifier as one safetensors file: settings, classes, how features are prepared, weights and lineage.</summary>
/// <param name="Classes">Names in output order.</param>
/// <param name="RawFeatures">Numbers that a node brings along; 0 = none, the graph's structure is all.</param>
/// <param name="FeatureNames">[RawFeatures], or empty when they only have numbers.</param>
/// <param name="Features">Numbers that the network sees of a node.</param>
/// <param name="IsDirected">True: only the target of an edge hears its source.</param>
/// <param name="Weights">Flat, in the order of the network's layout.</param>
public sealed record NodeModelArtifact(
    NodeSettings Settings, IReadOnlyList<string> Classes, int RawFeatures, IReadOnlyList<string> FeatureNames, int Features,
    FeaturePreparation Preparation, bool IsDirected, ReadOnlyMemory<float> Weights, NodeLineage Lineage)
{
    /// <summary>The task in registries.</summary>
    public const string Task = "node-classification";

    private const string Format = "netml-node-model/1";
    private const int MostFeatures = 1 << 20;

    /// <summary>Whether a file says that it is one of these; it may still be broken.</summary>
    /// <exception cref="InvalidDataException">The file is no safetensors.</exception>
    public static bool IsOne(ReadOnlyMemory<byte> bytes) => Safetensors.Read(bytes).Metadata.TryGetValue("format", out var format) && format == Format;

    /// <summary>The network of this model's settings and sizes.</summary>
    public INodeNetwork CreateNetwork() => NodeNetworks.Create(Settings, Features, Classes.Count);

    /// <summary>The file; equal content gives equal bytes.</summary>
    public byte[] Write()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("format", Format);
        writer.SetMetadata("task", Task);
        writer.SetMetadata("classes", JsonSerializer.Serialize(Classes, ArtifactJson.Default.IReadOnlyListString));
        writer.SetMetadata("feature_names", JsonSerializer.Serialize(FeatureNames, ArtifactJson.Default.IReadOnlyListString));
        writer.SetMetadata("raw_features", RawFeatures.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("features", Features.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("preparation", Preparation.Kind);
        writer.SetMetadata("directed", IsDirected ? "true" : "false");
        NodeSettingsText.Write(writer, Settings);
        writer.SetMetadata("job", Lineage.Job);
        writer.SetMetadata("graph", Lineage.Graph);
        writer.SetMetadata("graph_version", Lineage.Version);
        writer.SetMetadata("seed", Lineage.Seed.ToString(CultureInfo.InvariantCulture));
        if (Lineage.Split is { } split)
            writer.SetMetadata("split", split);
        writer.Add("preparation.mean", Preparation.Scale.Mean);
        writer.Add("preparation.scale", Preparation.Scale.Scale);
        foreach (var slot in CreateNetwork().Layout.Slots)
            writer.Add(slot.Name, Weights.Span.Slice(slot.Offset, slot.Count), slot.Rows, slot.Columns);
        return writer.ToArray();
    }

    /// <summary>Reads and checks a file: structure first, then every weight's shape.</summary>
    /// <exception cref="InvalidDataException">The file is no such model, or it contradicts itself; the message says where.</exception>
    public static NodeModelArtifact Read(ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        file.RequireFormat(Format);
        if (file.Text("task") != Task)
            throw new InvalidDataException($"The model file is for the task '{file.Text("task")}' instead of {Task}.");
        var artifact = new NodeModelArtifact(
            NodeSettingsText.Read(file), file.Names("classes"), file.Number("raw_features", 0, MostFeatures), file.Names("feature_names"), file.Number("features", 1, MostFeatures),
            new FeaturePreparation(file.Text("preparation"), new Standardisation(file.Tensor("preparation.mean", -1).Float32(), file.Tensor("preparation.scale", -1).Float32())),
            file.Text("directed") switch { "true" => true, "false" => false, var other => throw new InvalidDataException($"The model file has directed '{other}'; it must be true or false.") },
            ReadOnlyMemory<float>.Empty, new NodeLineage(file.Text("job"), file.Text("graph"), file.Text("graph_version"), file.Number("seed", int.MinValue, int.MaxValue), file.OptionalText("split")));
        artifact.CheckFeatures();
        return artifact with { Weights = file.Weights(ArtifactReading.NetworkOrRefusal(artifact.CreateNetwork).Layout) };
    }

    private void CheckFeatures()
    {
        var fits = Preparation.Kind switch
        {
            FeaturePreparation.RowShare => Features == RawFeatures && Preparation.Scale.Mean.Length == 0,
            FeaturePreparation.Standardised => Features == RawFeatures && Preparation.Scale.Mean.Length == Features,
            FeaturePreparation.Identity => RawFeatures == 0 && Preparation.Scale.Mean.Length == 0,
            FeaturePreparation.Structure => RawFeatures == 0 && Features == GraphPlaces.Count && Preparation.Scale.Mean.Length == Features,
            _ => throw new InvalidDataException($"The model file prepares features by '{Preparation.Kind}', which this version does not know."),
        };
        if (!fits)
            throw new InvalidDataException($"The model file has {RawFeatures} raw features, {Preparation.Scale.Mean.Length} means and {Features} features, which do not go with the preparation {Preparation.Kind}.");
        if (FeatureNames.Count != 0 && FeatureNames.Count != RawFeatures)
            throw new InvalidDataException($"The model file names {FeatureNames.Count} of {RawFeatures} features.");
        if (Classes.Count < 2)
            throw new InvalidDataException($"The model file has {Classes.Count} classes; a classifier has at least two.");
    }
}
