using System.Globalization;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Parts;

/// <summary>All that one worker needs to compute one part of a job: structure, standardisation, and its share of both parts of the split.</summary>
/// <param name="Seed">With the number of the round it fixes every random number of a pass.</param>
/// <param name="TotalItems">Items that all parts learn from together: gradients are divided by it, so that parts add up to a mean.</param>
/// <param name="ClassWeights">[classes]; empty for a host model.</param>
/// <param name="Test">The items whose outputs are wanted after training.</param>
public sealed record TrainingPart(
    string Task, string Network, int HiddenSize, int Classes, int Seed, int TotalItems, ReadOnlyMemory<float> ClassWeights,
    Standardisation NodeScale, Standardisation FlowScale, GraphPart Train, GraphPart Test)
{
    /// <summary>The safetensors file that travels to the worker.</summary>
    public byte[] Write()
    {
        var writer = new SafetensorsWriter();
        writer.SetMetadata("task", Task);
        writer.SetMetadata("network", Network);
        writer.SetMetadata("seed", Seed.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("hidden_size", HiddenSize.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("classes", Classes.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("total_items", TotalItems.ToString(CultureInfo.InvariantCulture));
        writer.Add("class_weights", ClassWeights.Span);
        NodeScale.Write(writer, "node");
        FlowScale.Write(writer, "flow");
        GraphPartFile.Write(writer, "train", Train);
        GraphPartFile.Write(writer, "test", Test);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The file is no training part.</exception>
    public static TrainingPart Read(ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        return new TrainingPart(
            file.Text("task"), file.Text("network"), Number(file, "hidden_size"), Number(file, "classes"), Number(file, "seed"), Number(file, "total_items"),
            file.Tensor("class_weights", -1).Float32().ToArray(),
            Standardisation.Read(file, "node"), Standardisation.Read(file, "flow"), GraphPartFile.Read(file, "train"), GraphPartFile.Read(file, "test"));
    }

    private static int Number(SafetensorsFile file, string key) =>
        int.TryParse(file.Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"Metadata entry '{key}' of the training part is '{file.Text(key)}', not a whole number.");
}
