using System.Globalization;
using System.Text;
using System.Text.Json;
using DaprLocal.Api;

namespace DaprLocal.State;

/// <summary>Reads the items of state requests: key, value, etag, metadata, options.</summary>
internal static class StateRequest
{
    public static StateChange Upsert(JsonElement item, string fullKey, IReadOnlyDictionary<string, string> queryMetadata)
    {
        var metadata = item.Pairs("metadata");
        foreach (var (name, value) in queryMetadata)
            metadata[name] = value;
        return new StateChange(fullKey, Value(item), ETag(item), IsFirstWrite(item), Ttl(metadata));
    }

    public static StateChange Delete(JsonElement item, string fullKey) => new(fullKey, null, ETag(item), IsFirstWrite(item), null);

    public static string Key(JsonElement item) => item.Text("key") is { Length: > 0 } key ? key
        : throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", "\"key\" is a required field");

    public static void CheckKey(string key)
    {
        if (key.Contains("||", StringComparison.Ordinal))
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", $"input key/keyPrefix '{key}' can't contain '||'", "DAPR_STATE_ILLEGAL_KEY");
    }

    /// <summary>ttlInSeconds: a positive number; −1 or absent = for ever; 0 or anything else is refused.</summary>
    public static TimeSpan? Ttl(IReadOnlyDictionary<string, string> metadata)
    {
        var text = metadata.FirstOrDefault(pair => pair.Key.Equals("ttlInSeconds", StringComparison.OrdinalIgnoreCase)).Value;
        if (string.IsNullOrEmpty(text))
            return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds < -1)
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_STATE_SAVE", $"error parsing TTL: incorrect value for metadata 'ttlInSeconds': {text}");
        return seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>The JSON text of a value; text with escapes is written anew, as a Go sidecar would.</summary>
    public static byte[] Value(JsonElement item)
    {
        if (item.Get("value") is not { } value)
            return "null"u8.ToArray();
        var raw = value.GetRawText();
        return raw.Contains('\\') ? JsonText.Write(value.WriteTo) : Encoding.UTF8.GetBytes(raw);
    }

    private static string? ETag(JsonElement item) => item.Text("etag") is { Length: > 0 } etag ? etag : null;

    private static bool IsFirstWrite(JsonElement item) => item.Get("options")?.Text("concurrency") is "first-write";
}
