using System.Text;
using System.Text.Json;
using DaprLocal.Actors;
using DaprLocal.Components;

namespace DaprLocal.Api;

/// <summary>GET metadata, and PUT metadata/{key} for an app's own labels.</summary>
public sealed class MetadataApi(IReadOnlyList<Component> components, ActorDirectory actors)
{
    private const string Version = "1.18.3-local";

    public async Task HandleAsync(ApiCall call)
    {
        if (HttpMethods.IsPut(call.Method) && call.Parts.Count >= 3)
        {
            call.Caller.Labels[call.Rest(2)] = Encoding.UTF8.GetString(await call.ReadBodyAsync());
            call.NoContent();
            return;
        }
        await call.AnswerJsonAsync(writer => Write(writer, call));
    }

    private void Write(Utf8JsonWriter writer, ApiCall call)
    {
        var app = call.Caller;
        writer.WriteStartObject();
        writer.WriteString("id", app.Options.AppId);
        writer.WriteString("runtimeVersion", Version);
        writer.WriteStartArray("enabledFeatures");
        writer.WriteEndArray();
        WriteActors(writer, app);
        WriteComponents(writer, app);
        writer.WriteStartObject("extended");
        writer.WriteString("daprRuntimeVersion", Version);
        foreach (var (key, value) in app.Labels)
            writer.WriteString(key, value);
        writer.WriteEndObject();
        WriteSubscriptions(writer, app);
        writer.WriteStartObject("appConnectionProperties");
        writer.WriteNumber("port", app.Options.AppPort);
        writer.WriteString("protocol", app.Options.AppProtocol);
        writer.WriteString("channelAddress", app.Options.AppChannelAddress);
        writer.WriteNumber("maxConcurrency", app.Options.MaxConcurrency);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteActors(Utf8JsonWriter writer, Apps.AppInstance app)
    {
        var counts = actors.CountsOn(app);
        WriteCounts(writer, "actors", counts);
        writer.WriteStartObject("actorRuntime");
        writer.WriteString("runtimeStatus", app.IsLive ? "RUNNING" : "INITIALIZING");
        writer.WriteBoolean("hostReady", app.IsLive && app.Config.ActorTypes.Count > 0);
        writer.WriteString("placement", "placement: connected");
        WriteCounts(writer, "activeActors", counts);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, int> counts)
    {
        writer.WriteStartArray(name);
        foreach (var (type, count) in counts)
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private void WriteComponents(Utf8JsonWriter writer, Apps.AppInstance app)
    {
        writer.WriteStartArray("components");
        foreach (var component in components.Where(component => component.IsVisibleTo(app.Options.AppId)))
        {
            writer.WriteStartObject();
            writer.WriteString("name", component.Name);
            writer.WriteString("type", component.Type);
            writer.WriteString("version", component.Version);
            writer.WriteStartArray("capabilities");
            foreach (var capability in component.IsState ? ["ETAG", "TRANSACTIONAL", "TTL", "ACTOR"] : Array.Empty<string>())
                writer.WriteStringValue(capability);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteSubscriptions(Utf8JsonWriter writer, Apps.AppInstance app)
    {
        writer.WriteStartArray("subscriptions");
        foreach (var subscription in app.Subscriptions)
        {
            writer.WriteStartObject();
            writer.WriteString("pubsubname", subscription.PubSub);
            writer.WriteString("topic", subscription.Topic);
            writer.WriteStartArray("rules");
            foreach (var rule in subscription.Rules)
            {
                writer.WriteStartObject();
                writer.WriteString("match", rule.MatchText);
                writer.WriteString("path", rule.Path);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteString("deadLetterTopic", subscription.DeadLetterTopic ?? "");
            writer.WriteString("type", "PROGRAMMATIC");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
