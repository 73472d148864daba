using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dapr.Actors.Communication;

/// <summary><c>{"value":{"argument":…}}</c>; the fields are named by the options' policy.</summary>
internal sealed class JsonBodyFormat(JsonSerializerOptions options) : BodyFormat
{
    private readonly JsonSerializerOptions _options = new(options) { IncludeFields = true };

    internal override byte[] Write(object body) => JsonSerializer.SerializeToUtf8Bytes(new Envelope<object>(body), _options);

    internal override object Read(byte[] bytes, Type bodyType) =>
        ((IEnvelope)JsonSerializer.Deserialize(bytes, typeof(Envelope<>).MakeGenericType(bodyType), _options)).Body;

    private interface IEnvelope
    {
        [JsonIgnore]
        object Body { get; }
    }

    private sealed record Envelope<T>([property: JsonPropertyName("value")] T Value) : IEnvelope
    {
        object IEnvelope.Body => Value;
    }
}
