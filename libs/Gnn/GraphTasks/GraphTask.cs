using System.Globalization;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parts;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.GraphTasks;

/// <summary>All that a whole training of a network over flows or hosts needs: the network's shape, what is learnt from, chosen by and tested on.</summary>
/// <param name="ClassWeights">[classes]; empty for a task without classes.</param>
/// <param name="Validation">Owns nothing where nothing is chosen by; it may lie in the graph of <paramref name="Train"/>, the same object, which is then prepared once.</param>
/// <param name="Test">Owns nothing where outputs of no item are wanted; likewise.</param>
public sealed record GraphTask(
    NetworkShape Shape, Standardisation NodeScale, Standardisation FlowScale, ReadOnlyMemory<float> ClassWeights, GraphPart Train, GraphPart Validation, GraphPart Test)
{
    private const string Format = "netml-graph-task/1";

    /// <summary>A part that owns the given items of a graph.</summary>
    /// <param name="items">Ascending.</param>
    /// <param name="labels">Of all items of the graph; empty for a task without classes.</param>
    /// <param name="weights">Of all items of the graph; empty = 1 each.</param>
    public static GraphPart PartOf(GraphSample graph, int[] items, ReadOnlyMemory<int> labels, ReadOnlyMemory<float> weights = default) => new(
        graph, items, items,
        labels.IsEmpty ? default : Array.ConvertAll(items, item => labels.Span[item]), weights.IsEmpty ? default : Array.ConvertAll(items, item => weights.Span[item]));

    /// <summary>As a safetensors file.</summary>
    public byte[] Write()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("format", Format);
        writer.SetMetadata("task", Shape.Task);
        writer.SetMetadata("network", Shape.Network);
        writer.SetMetadata("hidden_size", Shape.Hidden.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("classes", Shape.Classes.ToString(CultureInfo.InvariantCulture));
        writer.Add("class_weights", ClassWeights.Span);
        NodeScale.Write(writer, "node");
        FlowScale.Write(writer, "flow");
        GraphPartFile.Write(writer, "train", Train);
        Write(writer, "validation", Validation);
        Write(writer, "test", Test);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The file is no such task.</exception>
    public static GraphTask Read(ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        if (file.Text("format") != Format)
            throw new InvalidDataException($"The task has format '{file.Text("format")}'; this version reads {Format}.");
        var nodes = Standardisation.Read(file, "node");
        var flows = Standardisation.Read(file, "flow");
        var train = GraphPartFile.Read(file, "train");
        var shape = new NetworkShape(
            file.Text("task"), file.Text("network"), nodes.Mean.Length, flows.Mean.Length, Number(file, "hidden_size"), Number(file, "classes"));
        return new GraphTask(shape, nodes, flows, file.Tensor("class_weights", -1).Float32().ToArray(), train, Read(file, "validation", train.Graph), Read(file, "test", train.Graph));
    }

    private static string SharedKey(string side) => $"{side}_graph";

    private void Write(SafetensorsWriter writer, string side, GraphPart part)
    {
        var isShared = ReferenceEquals(part.Graph, Train.Graph);
        writer.SetMetadata(SharedKey(side), isShared ? "train" : side);
        if (isShared)
            GraphPartFile.WriteItems(writer, side, part);
        else
            GraphPartFile.Write(writer, side, part);
    }

    private static GraphPart Read(SafetensorsFile file, string side, GraphSample train) =>
        file.Text(SharedKey(side)) == side ? GraphPartFile.Read(file, side) : GraphPartFile.ReadItems(file, side, train);

    private static int Number(SafetensorsFile file, string key) =>
        int.TryParse(file.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"Metadata entry '{key}' of the task is '{file.Text(key)}', not a whole number.");
}
