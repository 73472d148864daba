using System.Text.Json.Serialization;

namespace NetMl.Inference.Protocol;

/// <summary>Any failure under /v2.</summary>
public sealed record ProtocolError(string Error);

/// <summary>Answer to <c>GET /v2</c>.</summary>
public sealed record ServerMetadata(string Name, string Version, IReadOnlyList<string> Extensions);

/// <summary>Answer to <c>GET /v2/health/live</c>; only the status matters.</summary>
public sealed record ServerLive(bool Live);

/// <summary>Answer to <c>GET /v2/health/ready</c>; only the status matters.</summary>
public sealed record ServerReady(bool Ready);

/// <summary>Answer to <c>GET /v2/models/{model}/ready</c>.</summary>
public sealed record ModelReady(string Name, bool Ready);

/// <summary>Answer to <c>GET /v2/models/{model}</c>.</summary>
public sealed record ModelMetadata(string Name, IReadOnlyList<string> Versions, string Platform, IReadOnlyList<TensorMetadata> Inputs, IReadOnlyList<TensorMetadata> Outputs);

/// <summary>A tensor's name, type and shape; −1 = any length.</summary>
public sealed record TensorMetadata(string Name, string Datatype, IReadOnlyList<int> Shape);

/// <summary>One row of <c>POST /v2/repository/index</c>.</summary>
/// <param name="State">READY, UNAVAILABLE or UNKNOWN (published, not loaded until someone asks for it).</param>
public sealed record RepositoryModel(string Name, string Version, string State, string Reason);

/// <summary>Body of <c>POST /v2/repository/index</c>, which may also be empty.</summary>
public sealed record RepositoryIndexRequest(bool Ready = false);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProtocolError))]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(ServerLive))]
[JsonSerializable(typeof(ServerReady))]
[JsonSerializable(typeof(ModelReady))]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(IReadOnlyList<RepositoryModel>))]
[JsonSerializable(typeof(RepositoryIndexRequest))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
