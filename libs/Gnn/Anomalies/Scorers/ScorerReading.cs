using NetMl.Tensors.Files;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>What scorers are read with.</summary>
internal static class ScorerReading
{
    /// <exception cref="InvalidDataException">The tensor is missing, has another shape or holds a number that is not finite.</exception>
    public static float[] Finite(SafetensorsFile file, string name, params ReadOnlySpan<int> shape)
    {
        var values = file.Tensor(name, shape).Float32();
        return values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue)
            ? throw new InvalidDataException($"Tensor '{name}' holds a number that is not finite.")
            : values.ToArray();
    }
}
