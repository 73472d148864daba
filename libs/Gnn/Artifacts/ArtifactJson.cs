using System.Text.Json.Serialization;

namespace NetMl.Gnn.Artifacts;

[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ArtifactJson : JsonSerializerContext;
