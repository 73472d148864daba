using System.Globalization;
using System.Text.Json;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Parts;

/// <summary>All that a worker needs to train a node classifier from beginning to end, as one safetensors file.</summary>
/// <param name="Seed">Of the first repeat; the others add their number.</param>
public sealed record NodePart(NodeTask Task, NodeSettings Settings, int Seed)
{
    private const string Format = "netml-node-part/1";

    public byte[] Write()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("format", Format);
        writer.SetMetadata("seed", Seed.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("classes", JsonSerializer.Serialize(Task.Classes, ArtifactJson.Default.IReadOnlyListString));
        NodeSettingsText.Write(writer, Settings);
        NodeGraphFile.Write(writer, Task.Graph);
        writer.Add("labels", Task.Labels);
        writer.Add("train", Task.Train);
        writer.Add("validation", Task.Validation);
        writer.Add("test", Task.Test);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The file is no such part.</exception>
    public static NodePart Read(ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        if (file.Text("format") != Format)
            throw new InvalidDataException($"The part has format '{file.Text("format")}'; this version reads {Format}.");
        try
        {
            var graph = NodeGraphFile.Read(file);
            var classes = JsonSerializer.Deserialize(file.Text("classes"), ArtifactJson.Default.IReadOnlyListString) ?? throw new InvalidDataException("The part's classes are null.");
            var labels = Indices(file, "labels", -1, classes.Count, graph.Nodes);
            var task = new NodeTask(graph, classes, labels, Nodes("train"), Nodes("validation"), Nodes("test"));
            return new NodePart(task, NodeSettingsText.Read(file), int.Parse(file.Text("seed"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

            int[] Nodes(string name)
            {
                var nodes = Indices(file, name, 0, graph.Nodes, -1);
                return Array.Exists(nodes, node => labels[node] < 0) ? throw new InvalidDataException($"The part's {name} nodes have one without a label.") : nodes;
            }
        }
        catch (Exception broken) when (broken is ArgumentException or JsonException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The part contradicts itself: {broken.Message}", broken);
        }
    }

    private static int[] Indices(SafetensorsFile file, string name, int least, int count, int length)
    {
        var indices = file.Tensor(name, length).Int32().ToArray();
        return Array.Exists(indices, index => index < least || index >= count)
            ? throw new InvalidDataException($"The part's {name} has an index outside {least} to {count - 1}.")
            : indices;
    }
}
