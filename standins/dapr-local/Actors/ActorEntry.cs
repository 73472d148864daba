using System.Collections.Concurrent;
using DaprLocal.Apps;

namespace DaprLocal.Actors;

/// <summary>One actor that is or was active: its queue, its host, its timers. <see cref="Host"/> changes only under the turn.</summary>
public sealed class ActorEntry(ActorKey key)
{
    private CancellationTokenSource? _call;

    public ActorKey Key => key;

    public TurnQueue Turns { get; } = new();

    /// <summary>The instance on which the actor is active; null = nowhere.</summary>
    public AppInstance? Host { get; private set; }

    public long LastUsed { get; private set; }

    public ConcurrentDictionary<string, ActorTimer> Timers { get; } = new();

    public void ActivateOn(AppInstance host) => Host = host;

    public void Touch(long now) => LastUsed = now;

    /// <summary>The actor is active nowhere any more; its timers end with it.</summary>
    public void Deactivated()
    {
        Host = null;
        foreach (var name in Timers.Keys)
            if (Timers.TryRemove(name, out var timer))
                timer.Cancel();
    }

    /// <summary>Token of the call under way, which <see cref="AbortCall"/> cancels.</summary>
    public CancellationTokenSource BeginCall(CancellationToken stopping) => _call = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    public void EndCall(CancellationTokenSource call)
    {
        Interlocked.CompareExchange(ref _call, null, call);
        call.Dispose();
    }

    /// <summary>Gives up on the call under way: the drain time is over.</summary>
    public void AbortCall()
    {
        try
        {
            _call?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
