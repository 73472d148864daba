using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Dapr.Client;

/// <summary>
/// How values stand in Dapr's HTTP state API, where every value is JSON: objects as they serialise, bytes as a base64 string.
/// The sidecar stores and returns that JSON unchanged (it decodes nothing), so bytes come back as the same base64 string.
/// </summary>
internal abstract class StateValue
{
    internal static StateValue Json<T>(T value, JsonSerializerOptions options) => new RawJson(JsonSerializer.SerializeToUtf8Bytes(value, options));

    internal static StateValue Bytes(ReadOnlyMemory<byte> value) => new Binary(value);

    /// <summary>For transactions, whose values are bytes: JSON stays JSON, anything else is written like <see cref="Bytes"/>.</summary>
    internal static StateValue JsonOrBytes(byte[] value) => IsJson(value) ? new RawJson(value) : new Binary(value);

    internal abstract void Write(Utf8JsonWriter writer);

    /// <summary>A base64 JSON string decoded; any other value as the JSON text that it is.</summary>
    internal static ReadOnlyMemory<byte> ToBytes(byte[] body)
    {
        if (body is not [(byte)'"', .., (byte)'"'])
            return body;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length - 2)];
        var status = Base64.DecodeFromUtf8(body.AsSpan(1, body.Length - 2), decoded, out _, out var written);
        return status == OperationStatus.Done ? decoded.AsMemory(0, written) : body;
    }

    private static bool IsJson(byte[] value)
    {
        var reader = new Utf8JsonReader(value);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) && Consumed(document, reader.BytesConsumed);
        }
        catch (JsonException)
        {
            return false;
        }

        bool Consumed(JsonDocument document, long bytes)
        {
            document.Dispose();
            return value.AsSpan((int)bytes).IndexOfAnyExcept(" \t\r\n"u8) < 0;
        }
    }

    private sealed class RawJson(byte[] json) : StateValue
    {
        internal override void Write(Utf8JsonWriter writer) => writer.WriteRawValue(json, skipInputValidation: true);
    }

    private sealed class Binary(ReadOnlyMemory<byte> value) : StateValue
    {
        internal override void Write(Utf8JsonWriter writer) => writer.WriteBase64StringValue(value.Span);
    }
}
