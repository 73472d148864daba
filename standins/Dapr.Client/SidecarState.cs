using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Dapr.Client;

/// <summary>The requests of Dapr's HTTP state API.</summary>
internal sealed class SidecarState(SidecarHttp sidecar, JsonSerializerOptions jsonOptions)
{
    private const string Operation = "State";

    /// <summary>The stored JSON and its version; both empty when the key is missing.</summary>
    internal async Task<(byte[] Body, string ETag)> GetAsync(string storeName, string key, ConsistencyMode? consistency, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        CheckNames(storeName, key);
        using var request = new HttpRequestMessage(HttpMethod.Get, SidecarHttp.Url(["state", storeName, key], metadata, ("consistency", Text(consistency))));
        using var response = await sidecar.SendAsync(request, Operation, null, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return (body, response.Headers.NonValidated.TryGetValues("ETag", out var etag) ? etag.ToString() : string.Empty);
    }

    internal T Deserialize<T>(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, jsonOptions)!;
        }
        catch (JsonException e)
        {
            throw new DaprException("State operation failed: the state payload could not be deserialized. See InnerException for details.", e);
        }
    }

    /// <summary>False when <paramref name="etag"/> is given and the sidecar answers 409.</summary>
    internal async Task<bool> SaveAsync(string storeName, string key, StateValue value, string? etag, StateOptions? options, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        CheckNames(storeName, key);
        var content = Json(writer =>
        {
            writer.WriteStartArray();
            WriteItem(writer, key, value, etag, options, metadata);
            writer.WriteEndArray();
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, SidecarHttp.Url(["state", storeName], null)) { Content = content };
        using var response = await sidecar.SendAsync(request, Operation, Conflict(etag), cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    /// <inheritdoc cref="SaveAsync"/>
    internal async Task<bool> DeleteAsync(string storeName, string key, string? etag, StateOptions? options, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        CheckNames(storeName, key);
        var url = SidecarHttp.Url(["state", storeName, key], metadata, ("consistency", Text(options?.Consistency)), ("concurrency", Text(options?.Concurrency)));
        using var request = new HttpRequestMessage(HttpMethod.Delete, url);
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await sidecar.SendAsync(request, Operation, Conflict(etag), cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    internal async Task TransactAsync(string storeName, IReadOnlyList<StateTransactionRequest> operations, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentNullException.ThrowIfNull(operations);
        if (operations.Count == 0)
            throw new ArgumentException($"{nameof(operations)} does not contain any elements", nameof(operations));
        var content = Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("operations");
            foreach (var operation in operations)
                WriteOperation(writer, operation);
            writer.WriteEndArray();
            WriteMetadata(writer, metadata);
            writer.WriteEndObject();
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, SidecarHttp.Url(["state", storeName, "transaction"], null)) { Content = content };
        using var response = await sidecar.SendAsync(request, Operation, null, cancellationToken).ConfigureAwait(false);
    }

    private static void WriteOperation(Utf8JsonWriter writer, StateTransactionRequest operation)
    {
        writer.WriteStartObject();
        writer.WriteString("operation", operation.OperationType == StateOperationType.Delete ? "delete" : "upsert");
        writer.WritePropertyName("request");
        WriteItem(writer, operation.Key, operation.Value is { } value ? StateValue.JsonOrBytes(value) : null, operation.ETag, operation.Options, operation.Metadata);
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, string key, StateValue? value, string? etag, StateOptions? options, IReadOnlyDictionary<string, string>? metadata)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        if (value is not null)
        {
            writer.WritePropertyName("value");
            value.Write(writer);
        }
        if (etag is not null)
            writer.WriteString("etag", etag);
        WriteMetadata(writer, metadata);
        if (options is not null)
        {
            writer.WriteStartObject("options");
            if (Text(options.Concurrency) is { } concurrency)
                writer.WriteString("concurrency", concurrency);
            if (Text(options.Consistency) is { } consistency)
                writer.WriteString("consistency", consistency);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
            return;
        writer.WriteStartObject("metadata");
        foreach (var (name, value) in metadata)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static ReadOnlyMemoryContent Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private static void CheckNames(string storeName, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
    }

    private static HttpStatusCode? Conflict(string? etag) => etag is null ? null : HttpStatusCode.Conflict;

    private static string? Text(ConsistencyMode? mode) => mode switch { null => null, ConsistencyMode.Strong => "strong", _ => "eventual" };

    private static string? Text(ConcurrencyMode? mode) => mode switch { null => null, ConcurrencyMode.FirstWrite => "first-write", _ => "last-write" };
}
