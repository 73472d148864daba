using DaprLocal.Actors;
using DaprLocal.Invocation;
using DaprLocal.PubSub;
using DaprLocal.State;
using DaprLocal.Store;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;

namespace DaprLocal.Api;

/// <summary>Sends each API request to its building block, and turns failures into Dapr's error JSON.</summary>
public sealed partial class ApiTable(
    PublishApi publish, StateApi state, InvokeApi invoke, ActorApi actors, HealthApi health, MetadataApi metadata, ILogger<ApiTable> logger)
{
    public async Task HandleAsync(ApiCall call)
    {
        var limit = call.Context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false })
            limit.MaxRequestBodySize = null; // each reader keeps the limit itself: Kestrel would cut the connection instead of answering
        if (call.Caller.Options.LogApiCalls)
            ApiCalled(call.Method, call.Rest(0), call.Caller.Options.AppId);
        try
        {
            await RouteAsync(call);
        }
        catch (DaprException e)
        {
            await AnswerErrorAsync(call, e);
        }
        catch (SqliteException e)
        {
            StoreFailed(e, call.Rest(0));
            await AnswerErrorAsync(call, new DaprException(StatusCodes.Status500InternalServerError, "ERR_STORE", StoreErrors.Sentence(e)));
        }
        catch (BodyTooLargeException e)
        {
            await AnswerErrorAsync(call, new DaprException(StatusCodes.Status413PayloadTooLarge, "ERR_BAD_REQUEST", $"failed to read body: {e.Message}"));
        }
        catch (BadHttpRequestException e)
        {
            await AnswerErrorAsync(call, new DaprException(e.StatusCode, "ERR_BAD_REQUEST", $"failed to read body: {e.Message}"));
        }
        catch (OperationCanceledException) when (call.Aborted.IsCancellationRequested)
        {
            call.Context.Abort();
        }
    }

    private Task RouteAsync(ApiCall call)
    {
        var parts = call.Parts;
        var versioned = parts is ["v1.0" or "v1.0-alpha1", ..];
        if (!ApiToken.IsAdmitted(call.Context.Request, parts, call.Caller.Options.ApiToken))
            return ApiToken.RefuseAsync(call.Context);
        if (!versioned)
            return invoke.HandleByHeaderAsync(call);
        return parts.Count < 2 ? NotFound(call) : parts[1] switch
        {
            "publish" when call.IsWrite => publish.HandleAsync(call),
            "state" => state.HandleAsync(call),
            "invoke" => invoke.HandleAsync(call),
            "actors" => actors.HandleAsync(call),
            "healthz" => health.HandleAsync(call),
            "metadata" => metadata.HandleAsync(call),
            "shutdown" when call.IsWrite => health.ShutdownAsync(call),
            _ => NotFound(call),
        };
    }

    private static Task NotFound(ApiCall call)
    {
        call.Context.Response.StatusCode = StatusCodes.Status404NotFound;
        return call.Context.Response.WriteAsync("404 page not found\n", call.Aborted);
    }

    private static Task AnswerErrorAsync(ApiCall call, DaprException error)
    {
        if (call.Context.Response.HasStarted)
        {
            call.Context.Abort();
            return Task.CompletedTask;
        }
        return call.AnswerJsonAsync(error.Status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("errorCode", error.Code);
            writer.WriteString("message", error.Message);
            if (error.Reason is not null)
                WriteDetails(writer, error.Reason, call.Caller.Options.AppId);
            writer.WriteEndObject();
        });
    }

    private static void WriteDetails(System.Text.Json.Utf8JsonWriter writer, string reason, string appId)
    {
        writer.WriteStartArray("details");
        writer.WriteStartObject();
        writer.WriteString("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        writer.WriteString("reason", reason);
        writer.WriteString("domain", "dapr.io");
        writer.WriteStartObject("metadata");
        writer.WriteString("appID", appId);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
