using System.Globalization;
using System.Text.Json;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Files;
using NetMl.Trees;

namespace NetMl.Gnn.Artifacts;

/// <summary>Where a model comes from.</summary>
/// <param name="Job">Training job.</param>
/// <param name="Snapshot">Graph snapshot that was learnt from.</param>
/// <param name="Dataset">Name of the data set; null in files that do not say it.</param>
/// <param name="Split">How flows were dealt to learning and testing; null in files that do not say it.</param>
/// <param name="SplitTime">Nothing that starts then or later was learnt from; null where the split is not by time, or the file does not say it.</param>
public sealed record ModelLineage(string Job, string Snapshot, int Seed, string? Dataset = null, string? Split = null, DateTimeOffset? SplitTime = null);

/// <summary>What the people in the training data are promised: (ε, δ)-differential privacy.</summary>
public sealed record ModelPrivacy(double Epsilon, double Delta);

/// <summary>A trained model as one safetensors file: weights, structure, feature schema, standardisation and lineage.</summary>
/// <param name="Task">One of <see cref="GraphNetworks.Tasks"/>.</param>
/// <param name="Classes">Class names in output order; empty for a task without classes.</param>
/// <param name="WindowFlows">Flows per graph in training; 0 = one graph for all. Serving must build windows of this size.</param>
/// <param name="Weights">Flat, in the order of the network's layout.</param>
/// <param name="Privacy">Null when it was trained without differential privacy.</param>
public sealed record ModelArtifact(
    string Task, IReadOnlyList<string> Classes, IReadOnlyList<string> NodeFeatureNames, IReadOnlyList<string> FlowFeatureNames,
    Standardisation NodeScale, Standardisation FlowScale, int HiddenSize, int WindowFlows, ReadOnlyMemory<float> Weights, ModelLineage Lineage,
    ModelPrivacy? Privacy = null)
{
    private const string Format = "netml-model/1";
    private const string SplitTimeKey = "split_time";

    /// <summary>What the names of the tensors of <see cref="Trees"/> begin with.</summary>
    public const string TreesPrefix = "trees";

    /// <summary>One of <see cref="GraphNetworks.NamesOf"/> the task, or <see cref="TreeClassifier.Name"/>; <see cref="GraphNetworks.UnnamedOf"/> the task in files that name none.</summary>
    public string Network { get; init; } = GraphNetworks.UnnamedOf(Task) ?? GraphNetworks.DefaultOf(Task);

    /// <summary>Of a model without labels: scorer, threshold and normal items; null in files of older versions.</summary>
    public AnomalyPart? Anomaly { get; init; }

    /// <summary>Of a model that is <see cref="TreeClassifier.Name"/> instead of a network, which then has no weights; null otherwise.</summary>
    public BoostedTrees? Trees { get; init; }

    /// <summary>The network of this model's task and sizes.</summary>
    /// <exception cref="InvalidDataException">The task or network is unknown, or the model has none.</exception>
    public IGraphNetwork CreateNetwork() => Network == TreeClassifier.Name ? throw new InvalidDataException("The model is made of boosted trees: it has no network.") : GraphNetworks.Create(new NetworkShape(Task, Network, NodeFeatureNames.Count, FlowFeatureNames.Count, HiddenSize, Classes.Count));

    /// <summary>The columns of a graph that this model was trained on, in its order.</summary>
    /// <param name="graph">Raw features; [n, names] and [m, names].</param>
    /// <exception cref="InvalidDataException">The graph lacks one of them.</exception>
    public GraphSample Select(GraphSample graph, IReadOnlyList<string> nodeFeatureNames, IReadOnlyList<string> flowFeatureNames) =>
        graph.Select(Columns("node", NodeFeatureNames, nodeFeatureNames), Columns("flow", FlowFeatureNames, flowFeatureNames));

    /// <summary>The file; equal content gives equal bytes.</summary>
    public byte[] Write()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("format", Format);
        writer.SetMetadata("task", Task);
        writer.SetMetadata("network", Network);
        writer.SetMetadata("classes", JsonSerializer.Serialize(Classes, ArtifactJson.Default.IReadOnlyListString));
        writer.SetMetadata("node_feature_names", JsonSerializer.Serialize(NodeFeatureNames, ArtifactJson.Default.IReadOnlyListString));
        writer.SetMetadata("flow_feature_names", JsonSerializer.Serialize(FlowFeatureNames, ArtifactJson.Default.IReadOnlyListString));
        writer.SetMetadata("hidden_size", HiddenSize.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("window_flows", WindowFlows.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("job", Lineage.Job);
        writer.SetMetadata("snapshot", Lineage.Snapshot);
        writer.SetMetadata("seed", Lineage.Seed.ToString(CultureInfo.InvariantCulture));
        if (Lineage.Dataset is { } dataset)
            writer.SetMetadata("dataset", dataset);
        if (Lineage.Split is { } split)
            writer.SetMetadata("split", split);
        if (Lineage.SplitTime is { } splitTime)
            writer.SetMetadata(SplitTimeKey, splitTime.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        if (Privacy is { } privacy)
        {
            writer.SetMetadata("epsilon", privacy.Epsilon.ToString("R", CultureInfo.InvariantCulture));
            writer.SetMetadata("delta", privacy.Delta.ToString("R", CultureInfo.InvariantCulture));
        }
        NodeScale.Write(writer, "standardisation.node");
        FlowScale.Write(writer, "standardisation.flow");
        Trees?.Write(writer, TreesPrefix);
        foreach (var slot in Trees is null ? CreateNetwork().Layout.Slots : [])
            writer.Add(slot.Name, Weights.Span.Slice(slot.Offset, slot.Count), slot.Rows, slot.Columns);
        Anomaly?.Write(writer);
        return writer.ToArray();
    }

    /// <summary>Reads and checks a file: structure first, then every weight's shape.</summary>
    /// <exception cref="InvalidDataException">The file is no model, or it contradicts itself; the message says where.</exception>
    public static ModelArtifact Read(ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        file.RequireFormat(Format);
        var artifact = new ModelArtifact(
            file.Text("task"), file.Names("classes"), file.Names("node_feature_names"), file.Names("flow_feature_names"),
            Standardisation.Read(file, "standardisation.node"), Standardisation.Read(file, "standardisation.flow"), file.Number("hidden_size", 1, 4096), file.Number("window_flows", 0, int.MaxValue),
            ReadOnlyMemory<float>.Empty, new ModelLineage(file.Text("job"), file.Text("snapshot"), file.Number("seed", int.MinValue, int.MaxValue), file.OptionalText("dataset"), file.OptionalText("split"), file.OptionalInstant(SplitTimeKey)), ReadPrivacy(file));
        artifact = artifact with
        {
            Network = file.OptionalText("network") ?? GraphNetworks.UnnamedOf(artifact.Task) ?? throw new InvalidDataException($"The model file for {artifact.Task} does not name its network."),
        };
        if (artifact.NodeScale.Mean.Length != artifact.NodeFeatureNames.Count || artifact.FlowScale.Mean.Length != artifact.FlowFeatureNames.Count)
            throw new InvalidDataException("The model file names another number of features than it standardises.");
        if (artifact.Network == TreeClassifier.Name)
            return artifact with { Trees = ReadTrees(file, artifact) };
        var built = ArtifactReading.NetworkOrRefusal(artifact.CreateNetwork);
        var features = GraphNetworks.IsOfFlows(artifact.Task) ? artifact.FlowFeatureNames.Count : artifact.NodeFeatureNames.Count;
        return artifact with { Weights = file.Weights(built.Layout), Anomaly = AnomalyPart.Read(file, built, features) };
    }

    private static BoostedTrees ReadTrees(SafetensorsFile file, ModelArtifact artifact)
    {
        if (!GraphNetworks.HasClasses(artifact.Task))
            throw new InvalidDataException($"The model file has boosted trees for the task '{artifact.Task}', which has no classes.");
        var trees = BoostedTrees.Read(file, TreesPrefix);
        var width = ItemRows.Width(GraphNetworks.IsOfFlows(artifact.Task), artifact.NodeFeatureNames.Count, artifact.FlowFeatureNames.Count);
        return trees.Features == width && trees.Classes == artifact.Classes.Count ? trees
            : throw new InvalidDataException($"The model file has trees of {trees.Features} features and {trees.Classes} classes where its names need {width} and {artifact.Classes.Count}.");
    }

    private static ModelPrivacy? ReadPrivacy(SafetensorsFile file) =>
        file.Metadata.ContainsKey("epsilon") ? new ModelPrivacy(file.Real("epsilon", 0, double.MaxValue), file.Real("delta", 0, 1)) : null;

    private static int[] Columns(string kind, IReadOnlyList<string> known, IReadOnlyList<string> given)
    {
        var places = given.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        return [.. known.Select(name => places.TryGetValue(name, out var place) ? place
            : throw new InvalidDataException($"The model was trained on the {kind} feature {name}, which this graph lacks; it has {string.Join(", ", given)}: train it again."))];
    }
}
