namespace NetMl.Contracts.Training;

/// <summary>One published version of a model.</summary>
/// <param name="Sha256">Address of the safetensors artifact, lower-case hex.</param>
/// <param name="Epsilon">Of the (ε, δ)-differential privacy that was spent on it, as in the artifact; null without.</param>
public sealed record ModelVersion(
    string Model, int Version, string Sha256, string Task, long Bytes, DateTimeOffset Published, string Job, double? Epsilon = null, double? Delta = null);

/// <summary>All that the registry knows of one model; aliases such as "latest" point to versions.</summary>
public sealed record ModelEntry(string Name, IReadOnlyList<ModelVersion> Versions, IReadOnlyDictionary<string, int> Aliases);

/// <summary>Message on <see cref="Topics.ModelsPublished"/>.</summary>
public sealed record ModelPublished(string Model, int Version, string Sha256);

/// <summary>Keys of the model store.</summary>
public static class ModelStoreKeys
{
    /// <summary>Value: JSON array of <see cref="ModelEntry"/>, changed only with its ETag.</summary>
    public const string Registry = "registry";

    /// <summary>Bytes of a chunk; the last one may be shorter.</summary>
    public const int ChunkBytes = 1 << 20;

    /// <summary>Value: JSON of the <see cref="ModelCard"/> of a version.</summary>
    public static string Card(string model, int version) => $"card-{model}-{version}";

    /// <summary>Value: raw bytes of one chunk of an artifact.</summary>
    public static string Chunk(string sha256, int index) => $"artifact-{sha256}-{index}";
}
