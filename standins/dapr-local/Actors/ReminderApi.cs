using System.Text;
using DaprLocal.Api;

namespace DaprLocal.Actors;

/// <summary>actors/{type}/{id}/reminders/{name}: register, read, unregister. Only from an app that hosts the type.</summary>
public sealed class ReminderApi(ReminderStore reminders, ReminderScheduler scheduler, TimeProvider time)
{
    public Task HandleAsync(ApiCall call, ActorKey key, string name)
    {
        if (!call.Caller.Config.ActorTypes.ContainsKey(key.Type))
            throw new DaprException(StatusCodes.Status403Forbidden, "ERR_ACTOR_REMINDER_NON_HOSTED", "operations on actor reminders are only possible on hosted actor types");
        if (call.IsWrite)
            return RegisterAsync(call, key, name);
        return HttpMethods.IsDelete(call.Method) ? RemoveAsync(call, key, name) : GetAsync(call, key, name);
    }

    private async Task RegisterAsync(ApiCall call, ActorKey key, string name)
    {
        var request = await ScheduleRequest.ReadAsync(call);
        try
        {
            var schedule = Schedule.Parse(request.DueTime, request.Period, request.Ttl, time.GetUtcNow());
            await reminders.SaveAsync(
                new Reminder(
                    key, name, request, schedule.Period, schedule.Times, schedule.Due.ToUnixTimeMilliseconds(), schedule.Expires?.ToUnixTimeMilliseconds(), 0, Guid.NewGuid().ToString()),
                call.Aborted);
        }
        catch (FormatException e)
        {
            throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_REMINDER_CREATE", $"error creating actor reminder: {e.Message}");
        }
        scheduler.Wake();
        call.NoContent();
    }

    private async Task RemoveAsync(ApiCall call, ActorKey key, string name)
    {
        await reminders.RemoveAsync(key, name, null, call.Aborted);
        call.NoContent();
    }

    private async Task GetAsync(ApiCall call, ActorKey key, string name)
    {
        var reminder = reminders.Find(key, name)
            ?? throw new DaprException(StatusCodes.Status404NotFound, "ERR_ACTOR_REMINDER_NOT_FOUND", $"actor reminder not found: {name}");
        await call.AnswerJsonAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("dueTime", reminder.Request.DueTime ?? "");
            writer.WriteString("period", reminder.Request.Period ?? "");
            if (reminder.Request.Ttl is { Length: > 0 } ttl)
                writer.WriteString("ttl", ttl);
            if (reminder.Request.Data is { } data)
            {
                writer.WritePropertyName("data");
                writer.WriteRawValue(Encoding.UTF8.GetBytes(data), skipInputValidation: true);
            }
            writer.WriteEndObject();
        });
    }
}
