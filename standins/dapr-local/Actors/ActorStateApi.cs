using System.Text.Json;
using DaprLocal.Api;
using DaprLocal.State;

namespace DaprLocal.Actors;

/// <summary>An actor's own state: a transaction of upserts and deletes, and single reads. Only its host, while it is active.</summary>
public sealed class ActorStateApi(StateStores stores, ActorDirectory actors)
{
    public Task HandleAsync(ApiCall call, ActorKey key)
    {
        var table = stores.ActorStore
            ?? throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_STATE_STORE_NOT_CONFIGURED", "no state component has actorStateStore 'true'");
        if (actors.ActiveOn(call.Caller, key) is null)
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_ACTOR_INSTANCE_MISSING", "actor instance is missing");
        if (call.IsWrite && call.Parts.Count == 5)
            return TransactAsync(call, table, key);
        if (HttpMethods.IsGet(call.Method) && call.Parts.Count > 5)
            return GetAsync(call, table, FullKey(call, key, call.Rest(5)));
        throw new DaprException(StatusCodes.Status405MethodNotAllowed, "ERR_METHOD_NOT_ALLOWED", $"{call.Method} is not allowed on this path");
    }

    private static async Task GetAsync(ApiCall call, StateTable table, string fullKey)
    {
        if (table.Get(fullKey) is not { } item)
        {
            call.NoContent();
            return;
        }
        if (item.Expires is { } expires)
            call.Context.Response.Headers["metadata.ttlExpireTime"] = Rfc3339.Write(expires);
        await call.AnswerBytesAsync(item.Value, "application/json");
    }

    private static async Task TransactAsync(ApiCall call, StateTable table, ActorKey key)
    {
        using var body = await call.ReadJsonAsync();
        if (body.RootElement.ValueKind != JsonValueKind.Array)
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", "failed deserializing HTTP body: an array of operations is needed");
        var changes = body.RootElement.EnumerateArray().Select(operation => Change(operation, call, key)).ToList();
        try
        {
            await table.Store.WriteAsync(session => changes.ForEach(change => table.Apply(session, change)), call.Aborted);
        }
        catch (ETagMismatchException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_STATE_TRANSACTION_SAVE", $"error saving actor transaction state: {e.Message}");
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_STATE_TRANSACTION_SAVE", $"error saving actor transaction state: {Store.StoreErrors.Sentence(e)}");
        }
        call.NoContent();
    }

    private static StateChange Change(JsonElement operation, ApiCall call, ActorKey key)
    {
        var request = operation.Get("request")
            ?? throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", "failed decoding request data: an operation has no request");
        var fullKey = FullKey(call, key, StateRequest.Key(request));
        return operation.Text("operation") switch
        {
            "upsert" => StateRequest.Upsert(request, fullKey, new Dictionary<string, string>()),
            "delete" => StateRequest.Delete(request, fullKey),
            var other => throw new DaprException(StatusCodes.Status400BadRequest, "ERR_MALFORMED_REQUEST", $"operation type {other} not supported"),
        };
    }

    private static string FullKey(ApiCall call, ActorKey key, string name) => $"{call.Caller.Options.AppId}||{key.Type}||{key.Id}||{name}";
}
