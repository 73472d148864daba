using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetMl.Cli.Following;

/// <summary>How far a growing file has been sent.</summary>
/// <param name="Path">Where the file grows.</param>
/// <param name="Known">The file that the numbers are about; null = none yet.</param>
/// <param name="Name">Names the file in the keys of its chunks, for as long as it is followed.</param>
/// <param name="Acknowledged">Bytes that the system has.</param>
/// <param name="Pending">End of the chunk that was being sent; the same bytes are sent again under the same key until it is acknowledged. Null = none.</param>
internal sealed record FollowPosition(string Dataset, string Path, Fingerprint? Known = null, string Name = "", long Acknowledged = 0, long? Pending = null)
{
    /// <summary>Bytes that the file must at least have.</summary>
    [JsonIgnore]
    public long End => Pending ?? Acknowledged;

    /// <summary>Names the pending chunk: the same bytes of the same file always have the same key.</summary>
    [JsonIgnore]
    public string Key => FormattableString.Invariant($"follow-{Name}-{Acknowledged}-{End}");

    /// <summary>Before any byte of the file that comes next at this path.</summary>
    public FollowPosition OfNextFile() => new(Dataset, Path);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(FollowPosition))]
internal sealed partial class FollowJson : JsonSerializerContext;
