using System.Threading.RateLimiting;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Capacity;

/// <summary>Lets one holder of much memory work at a time and a bounded number wait, first come first served; refuses the rest at once.</summary>
/// <param name="queue">How many may wait.</param>
/// <param name="what">In the sentence of a refusal, as in "evaluations".</param>
internal sealed class Turns(int queue, string what, TimeSpan retryAfter) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = 1, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Waits for a turn; dispose the lease when the memory is free again.</summary>
    /// <exception cref="Refusal">503: the queue is full.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(1, cancellationToken);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw Refusal.Unavailable($"This instance has {queue} {what} waiting, which is the most that it admits; try again later.", retryAfter);
    }

    public void Dispose() => _limiter.Dispose();
}
