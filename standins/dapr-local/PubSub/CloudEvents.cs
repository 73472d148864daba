using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DaprLocal.Api;

namespace DaprLocal.PubSub;

/// <summary>Writes the envelope around what an app publishes, as daprd does.</summary>
public static class CloudEvents
{
    public const string MediaType = "application/cloudevents+json";
    private const string DefaultType = "com.dapr.event.sent";
    private const string OverridePrefix = "cloudevent.";

    public static bool IsCloudEvent(string contentType) => Media(contentType) == MediaType;

    /// <summary>The envelope for one message.</summary>
    /// <exception cref="DaprException">The body claims to be a CloudEvent and is not a JSON object.</exception>
    public static byte[] Envelope(Outgoing message, TimeProvider time) =>
        IsCloudEvent(message.ContentType) ? Complete(message, time) : Wrap(message, time);

    /// <summary>The envelope around a raw message, made when a subscriber wants raw payloads.</summary>
    public static byte[] WrapRaw(byte[] body, string pubsub, string topic, TimeProvider time) => WithBase64(
        new Dictionary<string, string>
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["source"] = "Dapr",
            ["type"] = DefaultType,
            ["specversion"] = "1.0",
            ["datacontenttype"] = "application/octet-stream",
            ["topic"] = topic,
            ["pubsubname"] = pubsub,
            ["time"] = Rfc3339.Write(time.GetUtcNow()),
        },
        body);

    /// <summary>When an envelope that an app wrote itself says that it expires; null = never.</summary>
    public static DateTimeOffset? Expiration(byte[] envelope)
    {
        using var document = JsonDocument.Parse(envelope);
        return document.RootElement.Text("expiration") is { } text && Rfc3339.TryParse(text, out var time) ? time : null;
    }

    private static byte[] Wrap(Outgoing message, TimeProvider time)
    {
        var type = message.ContentType.Length == 0 ? "text/plain" : message.ContentType;
        var fields = Defaults(message, time);
        fields["datacontenttype"] = type;
        Override(fields, message.Metadata);
        return Media(type) == "application/octet-stream" ? WithBase64(fields, message.Body) : JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
                writer.WriteString(name, value);
            WriteData(writer, message.Body, Media(type));
            writer.WriteEndObject();
        });
    }

    /// <summary>Bytes can be megabytes: the envelope is made in one array of the right size.</summary>
    private static byte[] WithBase64(Dictionary<string, string> fields, byte[] body)
    {
        var head = JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }).AsSpan()[..^1]; // without the closing brace
        var property = ",\"data_base64\":\""u8;
        var envelope = new byte[head.Length + property.Length + Base64.GetMaxEncodedToUtf8Length(body.Length) + 2];
        head.CopyTo(envelope);
        property.CopyTo(envelope.AsSpan(head.Length));
        Base64.EncodeToUtf8(body, envelope.AsSpan(head.Length + property.Length), out _, out _);
        "\"}"u8.CopyTo(envelope.AsSpan(envelope.Length - 2));
        return envelope;
    }

    private static void WriteData(Utf8JsonWriter writer, byte[] body, string media)
    {
        if (media == "application/json" && JsonText.IsJson(body))
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(body, skipInputValidation: true);
        }
        else
        {
            writer.WriteString("data", Encoding.UTF8.GetString(body));
        }
    }

    private static byte[] Complete(Outgoing message, TimeProvider time)
    {
        using var document = ParseObject(message.Body);
        var fields = Defaults(message, time);
        foreach (var kept in (ReadOnlySpan<string>)["id", "source", "type", "specversion"])
            if (document.RootElement.Text(kept) is { Length: > 0 })
                fields.Remove(kept);
        if (document.RootElement.Text("traceid") is { Length: > 0 } || document.RootElement.Text("traceparent") is { Length: > 0 })
            fields.Remove("traceid");
        if (document.RootElement.Text("traceparent") is { Length: > 0 })
            fields.Remove("traceparent");
        Override(fields, message.Metadata);
        return JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(property => !fields.ContainsKey(property.Name)))
                property.WriteTo(writer);
            foreach (var (name, value) in fields)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        });
    }

    private static JsonDocument ParseObject(byte[] body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_PUBSUB_CLOUD_EVENTS_SER", "cannot create cloudevent: the body is not a JSON object");
        }
        catch (JsonException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_PUBSUB_CLOUD_EVENTS_SER", $"cannot create cloudevent: {e.Message}");
        }
    }

    private static Dictionary<string, string> Defaults(Outgoing message, TimeProvider time)
    {
        var trace = message.TraceParent is { Length: > 0 } given ? given : $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";
        var fields = new Dictionary<string, string>
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["source"] = message.Source,
            ["type"] = DefaultType,
            ["specversion"] = "1.0",
            ["topic"] = message.Topic,
            ["pubsubname"] = message.PubSub,
            ["traceid"] = trace,
            ["traceparent"] = trace,
            ["tracestate"] = message.TraceState ?? "",
            ["time"] = Rfc3339.Write(time.GetUtcNow()),
        };
        if (message.Ttl is { } ttl)
            fields["expiration"] = Rfc3339.Write(time.GetUtcNow() + ttl);
        return fields;
    }

    private static void Override(Dictionary<string, string> fields, IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var name in (ReadOnlySpan<string>)["id", "source", "type", "subject", "traceid", "traceparent", "tracestate"])
            if (metadata.TryGetValue(OverridePrefix + name, out var value) && value.Length > 0)
                fields[name] = value;
    }

    private static string Media(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType?.ToLowerInvariant() ?? "" : contentType.ToLowerInvariant();
}

/// <summary>One message on its way in.</summary>
/// <param name="Source">App-id of the publisher.</param>
public sealed record Outgoing(
    string PubSub, string Topic, string Source, byte[] Body, string ContentType, IReadOnlyDictionary<string, string> Metadata, string? TraceParent, string? TraceState)
{
    public bool Raw => Metadata.Any(pair => pair.Key.Equals("rawPayload", StringComparison.OrdinalIgnoreCase) && pair.Value is "true" or "True" or "1");

    /// <summary>ttlInSeconds, when it is a positive number.</summary>
    public TimeSpan? Ttl => Metadata.FirstOrDefault(pair => pair.Key.Equals("ttlInSeconds", StringComparison.OrdinalIgnoreCase)).Value is { } text
        && int.TryParse(text, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
}
