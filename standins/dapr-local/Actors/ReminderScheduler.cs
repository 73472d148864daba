using System.Collections.Concurrent;
using DaprLocal.Api;
using DaprLocal.PubSub;
using Microsoft.Data.Sqlite;

namespace DaprLocal.Actors;

/// <summary>Fires reminders when they are due: at least once each, also those that came due while the sidecar was down.</summary>
public sealed partial class ReminderScheduler(ReminderStore reminders, ActorCaller caller, Placement placement, TimeProvider time, ILogger<ReminderScheduler> logger) : BackgroundService
{
    private const int AtOnce = 64;
    private const int RetriesAfterFailure = 3;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(ActorKey, string), bool> _firing = new();
    private readonly Signal _signal = new();

    public void Wake() => _signal.Set();

    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                await _signal.WaitAsync(FireDue(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was due fires after the next start.
        }
    }

    /// <summary>Starts what is due; returns the time until the next one.</summary>
    private TimeSpan FireDue(CancellationToken stopping)
    {
        IReadOnlyList<Reminder> upcoming;
        try
        {
            upcoming = reminders.Upcoming(AtOnce * 2);
        }
        catch (SqliteException e)
        {
            StoreFailed(e);
            return RetryPause;
        }
        foreach (var reminder in upcoming.Where(reminder => !_firing.ContainsKey((reminder.Actor, reminder.Name))))
        {
            if (reminder.Next > Now)
                return TimeSpan.FromMilliseconds(Math.Clamp(reminder.Next - Now, 1, (long)LongestSleep.TotalMilliseconds));
            if (_firing.Count >= AtOnce)
                return LongestSleep; // the end of a firing wakes the loop
            if (_firing.TryAdd((reminder.Actor, reminder.Name), true))
                _ = FireAsync(reminder, stopping);
        }
        return LongestSleep;
    }

    private async Task FireAsync(Reminder reminder, CancellationToken stopping)
    {
        try
        {
            await Task.Yield();
            if (reminder.Expires <= Now)
                await reminders.RemoveAsync(reminder.Actor, reminder.Name, reminder.Version, stopping);
            else if (placement.Owner(reminder.Actor) is null)
                await reminders.UpdateAsync(reminder with { Next = Now + (long)RetryPause.TotalMilliseconds }, stopping); // waits for a host, however long
            else
                await RecordAsync(reminder, await CallAsync(reminder, stopping), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (SqliteException e)
        {
            StoreFailed(e);
        }
        finally
        {
            _firing.TryRemove((reminder.Actor, reminder.Name), out _);
        }
        _signal.Set();
    }

    private async Task<Firing> CallAsync(Reminder reminder, CancellationToken stopping)
    {
        try
        {
            var reply = await caller.CallAsync(reminder.Actor, ActorRequest.Callback("remind", reminder.Name, reminder.CallbackBody()), stopping);
            if (reply.Status == StatusCodes.Status200OK)
                return reply.CancelsSchedule ? Firing.Cancelled : Firing.Done;
            ReminderFailed(reminder.Name, reminder.Actor, reply.Status);
        }
        catch (DaprException e)
        {
            ReminderBroke(e, reminder.Name, reminder.Actor);
        }
        return Firing.Failed;
    }

    private Task RecordAsync(Reminder reminder, Firing firing, CancellationToken stopping)
    {
        if (firing == Firing.Failed && reminder.Failures < RetriesAfterFailure)
            return reminders.UpdateAsync(reminder with { Next = Now + (long)RetryPause.TotalMilliseconds, Failures = reminder.Failures + 1 }, stopping);
        if (firing == Firing.Cancelled || reminder.Period is not { } period || reminder.TimesLeft == 1)
            return reminders.RemoveAsync(reminder.Actor, reminder.Name, reminder.Version, stopping);
        var next = reminder.Next + (long)period.TotalMilliseconds;
        var left = reminder.TimesLeft < 0 ? -1 : reminder.TimesLeft - 1;
        return reminders.UpdateAsync(reminder with { Next = next > Now ? next : Now + (long)period.TotalMilliseconds, TimesLeft = left, Failures = 0 }, stopping);
    }

    private enum Firing
    {
        Done,
        Failed,
        Cancelled,
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    [LoggerMessage(945, LogLevel.Warning, "The reminder '{Name}' of actor {Actor} was answered with status {Status}")]
    private partial void ReminderFailed(string name, ActorKey actor, int status);

    [LoggerMessage(946, LogLevel.Warning, "The reminder '{Name}' of actor {Actor} could not be brought to its app")]
    private partial void ReminderBroke(Exception exception, string name, ActorKey actor);

    [LoggerMessage(947, LogLevel.Error, "Reminders could not be read or written")]
    private partial void StoreFailed(Exception exception);
}
