namespace DaprLocal.Actors;

/// <summary>One timer of an active actor. It lives in memory only and ends with the activation, as in Dapr.</summary>
public sealed class ActorTimer : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    public void Cancel()
    {
        try
        {
            _cancelled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Fires until the schedule ends, the timer is cancelled, or the actor asks to stop.</summary>
    public async Task RunAsync(Schedule schedule, Func<CancellationToken, Task<bool>> fire, TimeProvider time)
    {
        try
        {
            var next = schedule.Due;
            for (var fired = 0; schedule.Times < 0 || fired < schedule.Times; fired++)
            {
                if (next > time.GetUtcNow())
                    await Task.Delay(next - time.GetUtcNow(), time, _cancelled.Token);
                if (schedule.Expires is { } end && time.GetUtcNow() >= end)
                    return;
                if (_cancelled.IsCancellationRequested || !await fire(_cancelled.Token) || schedule.Period is not { } period)
                    return;
                next += period;
                if (next < time.GetUtcNow())
                    next = time.GetUtcNow(); // a slow turn swallows ticks instead of piling them up
            }
        }
        catch (OperationCanceledException) when (_cancelled.IsCancellationRequested)
        {
            // Unregistered, replaced, or the actor was put away.
        }
    }

    public void Dispose() => _cancelled.Dispose();
}
