using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetMl.Gateway.Problems;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InferenceError))]
internal sealed partial class GatewayJson : JsonSerializerContext;
