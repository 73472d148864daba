using System.Text;
using System.Text.Json;
using DaprLocal.Api;
using DaprLocal.Components;
using Microsoft.Data.Sqlite;

namespace DaprLocal.PubSub;

/// <summary>publish/{pubsub}/{topic} and publish/bulk/{pubsub}/{topic}: answered once the message is in the state file.</summary>
public sealed class PublishApi(IReadOnlyList<Component> components, Broker broker, TimeProvider time)
{
    public Task HandleAsync(ApiCall call) =>
        call.Parts is [_, _, "bulk", _, ..] && !IsPubSub("bulk") ? BulkAsync(call) : PublishAsync(call);

    private async Task PublishAsync(ApiCall call)
    {
        var (pubsub, topic) = Target(call, 2);
        byte[] body;
        try
        {
            body = await call.ReadBodyAsync();
        }
        catch (BodyTooLargeException e)
        {
            throw Failed(topic, pubsub, e.Message);
        }
        var message = Outgoing(call, pubsub, topic, body, call.Context.Request.ContentType ?? "", call.Metadata());
        await StoreAsync(call, [message], pubsub, topic);
        call.NoContent();
    }

    private async Task BulkAsync(ApiCall call)
    {
        var (pubsub, topic) = Target(call, 3);
        using var body = await call.ReadJsonAsync();
        if (body.RootElement.ValueKind != JsonValueKind.Array)
            throw Unreadable(pubsub, "an array of entries is needed");
        var ids = new HashSet<string>();
        var common = call.Metadata();
        var messages = new List<Outgoing>();
        foreach (var entry in body.RootElement.EnumerateArray())
        {
            if (entry.Text("entryId") is not { Length: > 0 } id || !ids.Add(id))
                throw Unreadable(pubsub, "entryId is duplicated or not present for entry");
            var metadata = new Dictionary<string, string>(common);
            foreach (var (name, value) in entry.Pairs("metadata"))
                metadata[name] = value;
            var contentType = entry.Text("contentType") ?? "";
            messages.Add(Outgoing(call, pubsub, topic, EventBytes(entry.Get("event") ?? default, contentType, pubsub), contentType, metadata));
        }
        try
        {
            await StoreAsync(call, messages, pubsub, topic);
            call.NoContent();
        }
        catch (DaprException e)
        {
            await call.AnswerJsonAsync(e.Status, writer => WriteFailures(writer, ids, e));
        }
    }

    private static void WriteFailures(Utf8JsonWriter writer, IEnumerable<string> ids, DaprException error)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("failedEntries");
        foreach (var id in ids)
        {
            writer.WriteStartObject();
            writer.WriteString("entryId", id);
            writer.WriteString("error", error.Message);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("errorCode", error.Code);
        writer.WriteEndObject();
    }

    private static byte[] EventBytes(JsonElement value, string contentType, string pubsub)
    {
        var media = contentType.Split(';')[0].Trim().ToLowerInvariant();
        if (media is "application/json" or CloudEvents.MediaType)
            return Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.Undefined ? "null" : value.GetRawText());
        if (value.ValueKind != JsonValueKind.String)
            throw Unreadable(pubsub, $"an event of content type '{contentType}' must be a string");
        if (media != "application/octet-stream")
            return Encoding.UTF8.GetBytes(value.GetString() ?? "");
        return value.TryGetBytesFromBase64(out var bytes) ? bytes : throw Unreadable(pubsub, "an event of content type application/octet-stream must be base64");
    }

    private (string PubSub, string Topic) Target(ApiCall call, int from)
    {
        if (!components.Any(component => component.IsPubSub && component.IsVisibleTo(call.Caller.Options.AppId)))
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_PUBSUB_NOT_CONFIGURED", "no pubsub is configured", "DAPR_PUBSUB_NOT_CONFIGURED");
        var pubsub = call.Parts.ElementAtOrDefault(from) ?? "";
        var component = components.FirstOrDefault(component => component.IsPubSub && component.Name == pubsub && component.IsVisibleTo(call.Caller.Options.AppId))
            ?? throw new DaprException(StatusCodes.Status404NotFound, "ERR_PUBSUB_NOT_FOUND", $"pubsub {pubsub} is not found", "DAPR_PUBSUB_NOT_FOUND");
        var topic = call.Rest(from + 1);
        if (topic.Length == 0)
            throw new DaprException(StatusCodes.Status404NotFound, "ERR_TOPIC_NAME_EMPTY", $"topic is empty in pubsub {pubsub}", "DAPR_PUBSUB_TOPIC_NAME_EMPTY");
        if (!TopicScopes.MayPublish(component, call.Caller.Options.AppId, topic))
            throw new DaprException(StatusCodes.Status403Forbidden, "ERR_PUBSUB_FORBIDDEN", $"topic {topic} is not allowed for app id {call.Caller.Options.AppId}", "DAPR_PUBSUB_FORBIDDEN");
        return (pubsub, topic);
    }

    private static Outgoing Outgoing(ApiCall call, string pubsub, string topic, byte[] body, string contentType, Dictionary<string, string> metadata) => new(
        pubsub, topic, call.Caller.Options.AppId, body, contentType, metadata,
        call.Context.Request.Headers.TraceParent.ToString(), call.Context.Request.Headers.TraceState.ToString());

    private async Task StoreAsync(ApiCall call, IReadOnlyList<Outgoing> messages, string pubsub, string topic)
    {
        var stored = messages.Select(ToStored).ToList();
        try
        {
            await broker.PublishAsync(stored, call.Aborted);
        }
        catch (SqliteException e)
        {
            throw Failed(topic, pubsub, Store.StoreErrors.Sentence(e));
        }
    }

    private StoredMessage ToStored(Outgoing message)
    {
        var metadata = message.Metadata.Count == 0 ? null : Encoding.UTF8.GetString(JsonText.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in message.Metadata)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }));
        var body = message.Raw ? message.Body : CloudEvents.Envelope(message, time);
        var expires = message.Ttl is { } ttl ? time.GetUtcNow() + ttl
            : !message.Raw && CloudEvents.IsCloudEvent(message.ContentType) ? CloudEvents.Expiration(body) : null;
        return new StoredMessage(message.PubSub, message.Topic, body, message.Raw, metadata, expires?.ToUnixTimeMilliseconds());
    }

    private bool IsPubSub(string name) => components.Any(component => component.IsPubSub && component.Name == name);

    private static DaprException Failed(string topic, string pubsub, string why) => new(
        StatusCodes.Status500InternalServerError, "ERR_PUBSUB_PUBLISH_MESSAGE", $"error when publish to topic {topic} in pubsub {pubsub}: {why}", "DAPR_PUBSUB_PUBLISH_MESSAGE");

    private static DaprException Unreadable(string pubsub, string why) => new(
        StatusCodes.Status400BadRequest, "ERR_PUBSUB_EVENTS_SER", $"error when unmarshaling the request for pubsub {pubsub}: {why}", "DAPR_PUBSUB_UNMARSHAL_EVENTS");
}
