using System.Text.Json;
using DaprLocal.Api;
using DaprLocal.Store;
using Microsoft.Data.Sqlite;

namespace DaprLocal.State;

/// <summary>The state building block: save, get, delete, bulk get, transaction.</summary>
public sealed class StateApi(StateStores stores)
{
    public Task HandleAsync(ApiCall call)
    {
        var parts = call.Parts;
        if (parts.Count < 3)
            throw new DaprException(StatusCodes.Status404NotFound, "ERR_NOT_FOUND", "the path needs a state store: /v1.0/state/{store}");
        var table = stores.Get(parts[2], call.Caller.Options.AppId);
        if (parts.Count == 3 && call.IsWrite)
            return SaveAsync(call, table);
        if (parts is [_, _, _, "bulk"] && call.IsWrite)
            return BulkGetAsync(call, table);
        if (parts is [_, _, _, "transaction"] && call.IsWrite)
            return TransactAsync(call, table);
        if (parts is [_, _, _, "query"] && call.IsWrite)
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_STATE_QUERY", $"state store {parts[2]} does not support query");
        if (parts.Count >= 4 && HttpMethods.IsGet(call.Method))
            return GetAsync(call, table);
        if (parts.Count >= 4 && HttpMethods.IsDelete(call.Method))
            return DeleteAsync(call, table);
        throw new DaprException(StatusCodes.Status405MethodNotAllowed, "ERR_METHOD_NOT_ALLOWED", $"{call.Method} is not allowed on this path");
    }

    private static async Task SaveAsync(ApiCall call, StateTable table)
    {
        using var body = await call.ReadJsonAsync();
        if (body.RootElement.ValueKind != JsonValueKind.Array)
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", "failed deserializing HTTP body: an array of items is needed");
        var metadata = call.Metadata();
        var changes = body.RootElement.EnumerateArray().Select(item => StateRequest.Upsert(item, FullKey(table, StateRequest.Key(item), call), metadata)).ToList();
        if (changes.Count > 0)
            await ApplyAsync(call, table, changes, "ERR_STATE_SAVE", $"failed saving state in state store {table.Component.Name}");
        call.NoContent();
    }

    private static async Task GetAsync(ApiCall call, StateTable table)
    {
        if (table.Get(FullKey(table, call.Rest(3), call)) is not { } item)
        {
            call.NoContent();
            return;
        }
        call.Context.Response.Headers.ETag = item.ETag;
        if (item.Expires is { } expires)
            call.Context.Response.Headers["metadata.ttlExpireTime"] = Rfc3339.Write(expires);
        await call.AnswerBytesAsync(item.Value, "application/json");
    }

    private static async Task DeleteAsync(ApiCall call, StateTable table)
    {
        var key = call.Rest(3);
        var etag = call.Context.Request.Headers.IfMatch.ToString();
        var change = new StateChange(FullKey(table, key, call), null, etag.Length > 0 ? etag : null, call.Query("concurrency") is "first-write", null);
        await ApplyAsync(call, table, [change], "ERR_STATE_DELETE", $"failed deleting state with key {key}");
        call.NoContent();
    }

    private static async Task BulkGetAsync(ApiCall call, StateTable table)
    {
        using var body = await call.ReadJsonAsync();
        var keys = body.RootElement.Items("keys").Select(key => key.GetString() ?? "").ToList();
        var items = keys.Select(key => (Key: key, Item: table.Get(FullKey(table, key, call)))).ToList();
        await call.AnswerJsonAsync(writer =>
        {
            writer.WriteStartArray();
            foreach (var (key, item) in items)
                WriteItem(writer, key, item);
            writer.WriteEndArray();
        });
    }

    private static void WriteItem(Utf8JsonWriter writer, string key, StateItem? item)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        if (item is not null)
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(item.Value, skipInputValidation: true);
            writer.WriteString("etag", item.ETag);
            if (item.Expires is { } expires)
            {
                writer.WriteStartObject("metadata");
                writer.WriteString("ttlExpireTime", Rfc3339.Write(expires));
                writer.WriteEndObject();
            }
        }
        writer.WriteEndObject();
    }

    private static async Task TransactAsync(ApiCall call, StateTable table)
    {
        using var body = await call.ReadJsonAsync();
        var metadata = body.RootElement.Pairs("metadata");
        foreach (var (name, value) in call.Metadata())
            metadata[name] = value;
        var changes = body.RootElement.Items("operations").Select(operation => Change(operation, table, call, metadata)).ToList();
        try
        {
            await table.Store.WriteAsync(session => changes.ForEach(change => table.Apply(session, change)), call.Aborted);
        }
        catch (ETagMismatchException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_STATE_TRANSACTION", $"error while executing state transaction: {e.Message}");
        }
        catch (SqliteException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_STATE_TRANSACTION", $"error while executing state transaction: {StoreErrors.Sentence(e)}");
        }
        call.NoContent();
    }

    private static StateChange Change(JsonElement operation, StateTable table, ApiCall call, Dictionary<string, string> metadata)
    {
        if (operation.Get("request") is not { } request)
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", "failed decoding request data: an operation has no request");
        var key = FullKey(table, StateRequest.Key(request), call);
        return operation.Text("operation") switch
        {
            "upsert" => StateRequest.Upsert(request, key, metadata),
            "delete" => StateRequest.Delete(request, key),
            var other => throw new DaprException(StatusCodes.Status400BadRequest, "ERR_NOT_SUPPORTED_STATE_OPERATION", $"operation type {other} not supported"),
        };
    }

    private static string FullKey(StateTable table, string key, ApiCall call)
    {
        StateRequest.CheckKey(key);
        return table.FullKey(key, call.Caller.Options.AppId);
    }

    private static async Task ApplyAsync(ApiCall call, StateTable table, List<StateChange> changes, string code, string failure)
    {
        try
        {
            await table.Store.WriteAsync(session => changes.ForEach(change => table.Apply(session, change)), call.Aborted);
        }
        catch (ETagMismatchException e)
        {
            throw new DaprException(e.HadETag ? StatusCodes.Status409Conflict : StatusCodes.Status500InternalServerError, code, $"{failure}: {e.Message}");
        }
        catch (SqliteException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, code, $"{failure}: {StoreErrors.Sentence(e)}");
        }
    }
}
