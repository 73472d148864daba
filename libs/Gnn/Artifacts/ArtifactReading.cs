using System.Globalization;
using System.Text.Json;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Artifacts;

/// <summary>What all model files are read with; every refusal says what is wrong and where.</summary>
internal static class ArtifactReading
{
    /// <exception cref="InvalidDataException">The file has another format.</exception>
    public static void RequireFormat(this SafetensorsFile file, string format)
    {
        if (file.Text("format") != format)
            throw new InvalidDataException($"The model file has format '{file.Text("format")}'; this version reads {format}.");
    }

    /// <exception cref="InvalidDataException">The entry is no JSON array of names.</exception>
    public static IReadOnlyList<string> Names(this SafetensorsFile file, string key)
    {
        try
        {
            var names = JsonSerializer.Deserialize(file.Text(key), ArtifactJson.Default.IReadOnlyListString);
            return names is not null && !names.Contains(null!)
                ? names
                : throw new InvalidDataException($"Metadata entry '{key}' of the model file is null or holds a null.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"Metadata entry '{key}' of the model file is not a JSON array of names.", broken);
        }
    }

    /// <exception cref="InvalidDataException">The entry is no whole number in the range.</exception>
    public static int Number(this SafetensorsFile file, string key, int least, int most) =>
        int.TryParse(file.Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidDataException($"Metadata entry '{key}' of the model file is '{file.Text(key)}', not a whole number from {least} to {most}.");

    /// <summary>The network that a file describes.</summary>
    /// <exception cref="InvalidDataException">Nothing can be built by the description.</exception>
    public static TNetwork NetworkOrRefusal<TNetwork>(Func<TNetwork> build)
    {
        try
        {
            return build();
        }
        catch (Exception impossible) when (impossible is OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"The model file describes a network that cannot be built: {impossible.Message}", impossible);
        }
    }

    /// <summary>An entry that older files lack.</summary>
    public static string? OptionalText(this SafetensorsFile file, string key) => file.Metadata.GetValueOrDefault(key);

    /// <summary>An instant that older files lack.</summary>
    /// <exception cref="InvalidDataException">The entry is there and no instant.</exception>
    public static DateTimeOffset? OptionalInstant(this SafetensorsFile file, string key) => file.OptionalText(key) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new InvalidDataException($"Metadata entry '{key}' of the model file is '{text}', not an instant such as 2026-05-01T12:00:00Z.");

    /// <exception cref="InvalidDataException">The entry is no number in the range.</exception>
    public static double Real(this SafetensorsFile file, string key, double least, double most) =>
        double.TryParse(file.Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Metadata entry '{key}' of the model file is '{file.Text(key)}', not a number from {least} to {most}."));

    /// <summary>The weights of a layout, taken only when the file is large enough to hold them.</summary>
    /// <exception cref="InvalidDataException">A weight is missing, has another shape or is not finite.</exception>
    public static float[] Weights(this SafetensorsFile file, ParameterLayout layout)
    {
        var present = file.Tensors.Values.Sum(tensor => (long)tensor.Count);
        if (layout.Count > present)
            throw new InvalidDataException($"The model's structure needs {layout.Count} weights; the file holds {present} numbers.");
        var weights = new float[layout.Count];
        foreach (var slot in layout.Slots)
            file.Tensor(slot.Name, slot.Rows, slot.Columns).Float32().CopyTo(weights.AsSpan(slot.Offset));
        return weights.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue)
            ? throw new InvalidDataException("The model file holds a weight that is not a finite number.")
            : weights;
    }
}
