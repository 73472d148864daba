using DaprLocal.Apps;

namespace DaprLocal.Actors;

/// <summary>Puts idle actors away, and moves actors when instances come and go.</summary>
public sealed class ActorKeeper(ActorDirectory actors, ActorCaller caller, Placement placement, AppDirectory apps, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        apps.Changed += Rebalance;
        try
        {
            while (true)
            {
                await Task.Delay(Pause, time, stoppingToken);
                await PutIdleAwayAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            apps.Changed -= Rebalance;
        }
    }

    private Task PutIdleAwayAsync()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var idle = actors.Entries.Where(entry => IsIdle(entry, now) && entry.Turns.TryEnter()).ToList();
        return Task.WhenAll(idle.Select(PutAwayAsync));
    }

    private async Task PutAwayAsync(ActorEntry entry)
    {
        try
        {
            await caller.MoveToAsync(entry, null);
            if (entry.Turns.TryClose())
                actors.Remove(entry);
        }
        finally
        {
            entry.Turns.Exit();
        }
    }

    private static bool IsIdle(ActorEntry entry, long now)
    {
        if (entry.Host is not { IsLive: true } host)
            return true;
        var timeout = host.Config.ActorTypes.GetValueOrDefault(entry.Key.Type, ActorTypeConfig.Default).IdleTimeout;
        return now - entry.LastUsed >= (long)timeout.TotalMilliseconds;
    }

    private void Rebalance(AppInstance changed)
    {
        foreach (var entry in actors.Entries)
            if (entry.Host is { } host && placement.Owner(entry.Key) != host)
                _ = MoveAsync(entry, host);
    }

    /// <summary>Ongoing call first (up to the drain time), then deactivation; the next call activates the actor on its new host.</summary>
    private async Task MoveAsync(ActorEntry entry, AppInstance host)
    {
        var config = host.Config.ActorTypes.GetValueOrDefault(entry.Key.Type, ActorTypeConfig.Default);
        using var drained = new CancellationTokenSource();
        var overdue = AbortAfterAsync(entry, config.DrainRebalanced ? config.DrainTimeout : TimeSpan.Zero, drained.Token);
        if (await entry.Turns.EnterAsync(null, 1, CancellationToken.None))
        {
            await drained.CancelAsync();
            if (entry.Host == host && placement.Owner(entry.Key) != host)
                await PutAwayAsync(entry);
            else
                entry.Turns.Exit();
        }
        await drained.CancelAsync();
        await overdue;
    }

    private async Task AbortAfterAsync(ActorEntry entry, TimeSpan drainTime, CancellationToken drained)
    {
        try
        {
            await Task.Delay(drainTime, time, drained);
            entry.AbortCall();
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            // The call ended in time.
        }
    }
}
