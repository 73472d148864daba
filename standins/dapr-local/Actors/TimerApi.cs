using DaprLocal.Api;
using DaprLocal.Apps;

namespace DaprLocal.Actors;

/// <summary>actors/{type}/{id}/timers/{name}: register (replacing a timer of that name) and unregister.</summary>
public sealed partial class TimerApi(ActorDirectory actors, ActorCaller caller, TimeProvider time, ILogger<TimerApi> logger)
{
    public Task HandleAsync(ApiCall call, ActorKey key, string name)
    {
        if (call.IsWrite)
            return RegisterAsync(call, key, name);
        if (!HttpMethods.IsDelete(call.Method))
            throw new DaprException(StatusCodes.Status405MethodNotAllowed, "ERR_METHOD_NOT_ALLOWED", $"{call.Method} is not allowed on this path");
        if (actors.Find(key)?.Timers.TryRemove(name, out var timer) is true)
            timer.Cancel();
        call.NoContent();
        return Task.CompletedTask;
    }

    private async Task RegisterAsync(ApiCall call, ActorKey key, string name)
    {
        var request = await ScheduleRequest.ReadAsync(call);
        var entry = actors.ActiveOn(call.Caller, key)
            ?? throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_TIMER_CREATE", $"error creating actor timer: can't create timer for actor {key}: actor not activated");
        Schedule schedule;
        try
        {
            schedule = Schedule.Parse(request.DueTime, request.Period, request.Ttl, time.GetUtcNow());
        }
        catch (FormatException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_TIMER_CREATE", $"error creating actor timer: {e.Message}");
        }
        var timer = new ActorTimer();
        entry.Timers.AddOrUpdate(name, timer, (_, former) =>
        {
            former.Cancel();
            return timer;
        });
        _ = RunAsync(entry, call.Caller, name, timer, schedule, request);
        call.NoContent();
    }

    private async Task RunAsync(ActorEntry entry, AppInstance host, string name, ActorTimer timer, Schedule schedule, ScheduleRequest request)
    {
        var body = ActorRequest.Callback("timer", name, request.CallbackBody());
        await timer.RunAsync(schedule, cancelled => FireAsync(entry, host, name, body, cancelled), time);
        entry.Timers.TryRemove(KeyValuePair.Create(name, timer));
        timer.Dispose();
    }

    private async Task<bool> FireAsync(ActorEntry entry, AppInstance host, string name, ActorRequest body, CancellationToken cancelled)
    {
        if (entry.Host != host)
            return false;
        try
        {
            var reply = await caller.CallAsync(entry.Key, body, cancelled);
            if (reply.Status != StatusCodes.Status200OK)
                TimerFailed(name, entry.Key, reply.Status);
            return !reply.CancelsSchedule;
        }
        catch (DaprException e)
        {
            TimerBroke(e, name, entry.Key);
            return true;
        }
    }

    [LoggerMessage(943, LogLevel.Warning, "The timer '{Name}' of actor {Actor} was answered with status {Status}")]
    private partial void TimerFailed(string name, ActorKey actor, int status);

    [LoggerMessage(944, LogLevel.Warning, "The timer '{Name}' of actor {Actor} could not be brought to its app")]
    private partial void TimerBroke(Exception exception, string name, ActorKey actor);
}
