using System.Text;
using System.Text.Json;

namespace Dapr.Actors.Runtime;

/// <summary>The JSON of timers and reminders, in requests to the sidecar and in its callbacks.</summary>
internal sealed record ScheduleJson(byte[] Data, TimeSpan DueTime, TimeSpan Period, string Callback)
{
    internal static string Of(ActorReminder reminder) => Write(writer =>
    {
        writer.WriteString("dueTime", DaprDuration.Write(reminder.DueTime));
        writer.WriteString("period", DaprDuration.Write(reminder.Period, reminder.Repetitions));
        writer.WriteBase64String("data", reminder.State);
        if (reminder.Ttl is { } ttl)
            writer.WriteString("ttl", DaprDuration.Write(ttl));
    });

    internal static string Of(ActorTimer timer) => Write(writer =>
    {
        writer.WriteString("dueTime", DaprDuration.Write(timer.DueTime));
        if (timer.Period >= TimeSpan.Zero)
            writer.WriteString("period", DaprDuration.Write(timer.Period));
        if (timer.Data is not null)
            writer.WriteBase64String("data", timer.Data);
        writer.WriteString("callback", timer.TimerCallback);
        if (timer.Ttl is { } ttl)
            writer.WriteString("ttl", DaprDuration.Write(ttl));
    });

    /// <summary>Null when the JSON is null or has none of the fields.</summary>
    internal static ScheduleJson Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Null || !new[] { "dueTime", "period", "data" }.Any(name => root.TryGetProperty(name, out _)))
            return null;
        return new ScheduleJson(
            Text(root, "data") is { } data ? Convert.FromBase64String(data) : [],
            DaprDuration.Parse(Text(root, "dueTime")),
            DaprDuration.Parse(Text(root, "period")),
            Text(root, "callback"));
    }

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
