using DaprLocal.Api;
using DaprLocal.Invocation;

namespace DaprLocal.Actors;

/// <summary>actors/{type}/{id}/…: method, state, timers, reminders.</summary>
public sealed class ActorApi(ActorCaller caller, ActorStateApi state, TimerApi timers, ReminderApi reminders)
{
    public Task HandleAsync(ApiCall call)
    {
        if (call.Parts is not [_, _, var type, var id, var subject, ..])
            throw new DaprException(StatusCodes.Status404NotFound, "ERR_NOT_FOUND", "the path needs an actor: /v1.0/actors/{type}/{id}/…");
        var key = new ActorKey(type, id);
        return subject switch
        {
            "method" when call.Parts.Count > 5 => InvokeAsync(call, key),
            "state" => state.HandleAsync(call, key),
            "timers" when call.Parts.Count == 6 => timers.HandleAsync(call, key, call.Parts[5]),
            "reminders" when call.Parts.Count == 6 => reminders.HandleAsync(call, key, call.Parts[5]),
            _ => throw new DaprException(StatusCodes.Status404NotFound, "ERR_NOT_FOUND", "an actor has method/{name}, state, timers/{name} and reminders/{name}"),
        };
    }

    private async Task InvokeAsync(ApiCall call, ActorKey key)
    {
        byte[] body;
        try
        {
            body = await call.ReadBodyAsync();
        }
        catch (BodyTooLargeException e)
        {
            throw new DaprException(StatusCodes.Status400BadRequest, "ERR_BAD_REQUEST", $"failed to read body: {e.Message}");
        }
        var reentrancyId = call.Context.Request.Headers["Dapr-Reentrancy-Id"].ToString();
        var request = new ActorRequest(call.RawFrom(5), call.QueryString, ProxyHeaders.Kept(call.Context.Request), body, reentrancyId.Length > 0 ? reentrancyId : null);
        var reply = await caller.CallAsync(key, request, call.Aborted);
        if (reply.Status != StatusCodes.Status200OK)
            throw new DaprException(
                StatusCodes.Status500InternalServerError, "ERR_ACTOR_INVOKE_METHOD",
                $"error invoke actor method: error from actor service: ({reply.Status}) {System.Text.Encoding.UTF8.GetString(reply.Body)}");
        foreach (var (name, values) in reply.Headers)
            call.Context.Response.Headers.Append(name, values);
        call.Context.Response.ContentLength = reply.Body.Length;
        await call.Context.Response.Body.WriteAsync(reply.Body, call.Aborted);
    }
}
