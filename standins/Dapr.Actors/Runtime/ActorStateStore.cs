using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapr.Actors.Communication;

namespace Dapr.Actors.Runtime;

/// <summary>Reads and writes one actor's state through the sidecar, as JSON.</summary>
internal sealed class ActorStateStore(ActorSidecar sidecar, string actorType, ActorId actorId, JsonSerializerOptions options)
{
    internal async Task<ConditionalValue<(T Value, DateTimeOffset? Expires)>> TryLoadAsync<T>(string stateName, CancellationToken cancellationToken)
    {
        var (json, expires) = await sidecar.GetStateAsync(actorType, actorId, stateName, cancellationToken);
        return IsThere(json, expires) ? new(true, (JsonSerializer.Deserialize<T>(json, options), expires)) : default;
    }

    internal async Task<bool> ContainsAsync(string stateName, CancellationToken cancellationToken)
    {
        var (json, expires) = await sidecar.GetStateAsync(actorType, actorId, stateName, cancellationToken);
        return IsThere(json, expires);
    }

    /// <summary>All changes in one transaction.</summary>
    internal async Task SaveAsync(IEnumerable<KeyValuePair<string, CachedState>> changes, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var (name, state) in changes)
                WriteOperation(writer, name, state);
            writer.WriteEndArray();
        }
        await sidecar.SaveStateAsync(actorType, actorId, Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length), cancellationToken);
    }

    private void WriteOperation(Utf8JsonWriter writer, string name, CachedState state)
    {
        var isDelete = state.Change == StateChangeKind.Remove;
        writer.WriteStartObject();
        writer.WriteString("operation", isDelete ? "delete" : "upsert");
        writer.WriteStartObject("request");
        writer.WriteString("key", name);
        if (!isDelete)
        {
            writer.WritePropertyName("value");
            JsonSerializer.Serialize(writer, state.Value, state.Type, options);
            if (state.Expires is { } expires)
            {
                var seconds = (int)Math.Ceiling((expires - DateTimeOffset.UtcNow).TotalSeconds);
                writer.WriteStartObject("metadata");
                writer.WriteString("ttlInSeconds", seconds.ToString(CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool IsThere(string json, DateTimeOffset? expires) => json.Length > 0 && !(expires <= DateTimeOffset.UtcNow);
}
