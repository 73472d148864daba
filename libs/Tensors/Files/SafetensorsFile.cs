namespace NetMl.Tensors.Files;

/// <summary>A checked safetensors file: its tensors by name and its string metadata.</summary>
/// <param name="Tensors">Views into the bytes that were read; keep those bytes unchanged while this lives.</param>
public sealed record SafetensorsFile(
    IReadOnlyDictionary<string, SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const int MostNamed = 20;

    /// <summary>The tensor of this name.</summary>
    /// <param name="name">As written in the header.</param>
    /// <param name="shape">Expected shape; −1 allows any length in that dimension; none given = any shape.</param>
    /// <exception cref="InvalidDataException">There is none, or its shape differs.</exception>
    public SafetensorsTensor Tensor(string name, params ReadOnlySpan<int> shape)
    {
        if (!Tensors.TryGetValue(name, out var tensor))
            throw new InvalidDataException($"The safetensors file has no tensor '{name}'; it has {string.Join(", ", Tensors.Keys.Order(StringComparer.Ordinal).Take(MostNamed).Select(SafetensorsHeader.Shown))}.");
        if (shape.Length == 0 || Fits(tensor.Shape, shape))
            return tensor;
        throw new InvalidDataException($"Tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}] where [{string.Join(", ", shape.ToArray())}] is expected (−1 = any).");
    }

    /// <summary>The metadata entry of this key.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Text(string key) => Metadata.TryGetValue(key, out var value)
        ? value
        : throw new InvalidDataException($"The safetensors file has no metadata entry '{key}'.");

    private static bool Fits(IReadOnlyList<int> actual, ReadOnlySpan<int> wanted)
    {
        if (actual.Count != wanted.Length)
            return false;
        for (var d = 0; d < wanted.Length; d++)
            if (wanted[d] >= 0 && actual[d] != wanted[d])
                return false;
        return true;
    }
}
