using System.Text;
using System.Text.Json;
using DaprLocal.Api;

namespace DaprLocal.Actors;

/// <summary>The body that registers a timer or reminder, as it came: its texts are echoed when it fires.</summary>
/// <param name="Data">JSON text; null = none.</param>
public sealed record ScheduleRequest(string? DueTime, string? Period, string? Ttl, string? Callback, string? Data)
{
    public static async Task<ScheduleRequest> ReadAsync(ApiCall call)
    {
        using var body = await call.ReadJsonAsync();
        var root = body.RootElement;
        return new ScheduleRequest(root.Text("dueTime"), root.Text("period"), root.Text("ttl"), root.Text("callback"), root.Get("data") is { ValueKind: not JsonValueKind.Null } data ? data.GetRawText() : null);
    }

    /// <summary>What the app gets when it fires.</summary>
    public byte[] CallbackBody() => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        if (Callback is not null)
            writer.WriteString("callback", Callback);
        writer.WritePropertyName("data");
        writer.WriteRawValue(Data is null ? "null"u8 : Encoding.UTF8.GetBytes(Data), skipInputValidation: true);
        writer.WriteString("dueTime", DueTime ?? "");
        writer.WriteString("period", Period ?? "");
        writer.WriteEndObject();
    });
}
