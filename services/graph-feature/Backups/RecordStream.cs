using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using NetMl.Contracts.Backups;

namespace NetMl.GraphFeature.Backups;

/// <summary>Sends and receives records of a backup.</summary>
internal static class RecordStream
{
    /// <summary>Sends records as they are made. What fails on the way breaks the connection: an answer that ends well is whole.</summary>
    public static async Task SendAsync(HttpContext http, IAsyncEnumerable<BackupRecord> records, CancellationToken cancellationToken)
    {
        http.Response.ContentType = BackupRecord.MediaType;
        try
        {
            await foreach (var record in records.WithCancellation(cancellationToken))
                await record.WriteAsync(http.Response.Body, cancellationToken);
        }
        catch (Exception) when (http.Response.HasStarted)
        {
            http.Abort();
            throw;
        }
    }

    /// <summary>Receives records until the body ends.</summary>
    /// <param name="mostBytes">Of the body.</param>
    /// <exception cref="InvalidDataException">What is wrong with them.</exception>
    public static async IAsyncEnumerable<BackupRecord> ReceiveAsync(
        HttpContext http, long mostBytes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes;
        while (await BackupRecord.ReadAsync(http.Request.Body, cancellationToken) is { } record)
            yield return record;
    }

    public static BackupRecord Json<T>(BackupRecordKind kind, T value, JsonTypeInfo<T> type) => new(kind, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <exception cref="InvalidDataException">It is not that.</exception>
    public static T Read<T>(this BackupRecord record, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(record.Payload.Span, type) ?? throw new InvalidDataException($"a record '{(char)record.Kind}' is null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"a record '{(char)record.Kind}' cannot be read ({exception.Message.TrimEnd('.')})", exception);
        }
    }
}
