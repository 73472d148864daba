using NetMl.Tensors.Files;

namespace NetMl.Gnn.Parts;

/// <summary>The outputs of one part's test items as a safetensors file: worker → coordinator.</summary>
public static class EvaluationFile
{
    private const string Name = "outputs";

    /// <param name="outputs">[items, width] row-major, in the order of the part's rows.</param>
    public static byte[] Write(ReadOnlySpan<float> outputs, int width)
    {
        var writer = new SafetensorsWriter();
        writer.Add(Name, outputs, outputs.Length / width, width);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The file is torn, or its shape is not [items, width].</exception>
    public static float[] Read(ReadOnlyMemory<byte> file, int items, int width) => Safetensors.Read(file).Tensor(Name, items, width).Float32().ToArray();
}
