using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Capacity;

/// <summary>Lets a bounded number of predictions compute and a bounded number wait, first come first served; refuses the rest at once.</summary>
internal sealed class ComputeGate : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter _limiter;
    private readonly InferenceMetrics _metrics;
    private readonly TimeProvider _time;

    public ComputeGate(IOptions<CapacityOptions> options, InferenceMetrics metrics, TimeProvider time)
    {
        (_metrics, _time) = (metrics, time);
        _limiter = new(new()
        {
            PermitLimit = options.Value.Concurrency == 0 ? Environment.ProcessorCount : options.Value.Concurrency,
            QueueLimit = options.Value.Queue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Waits for a turn; dispose the lease when the computation is over.</summary>
    /// <exception cref="Refusal">503: the queue is full.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        var lease = await _limiter.AcquireAsync(1, cancellationToken);
        if (lease.IsAcquired)
        {
            _metrics.Queued(_time.GetElapsedTime(since));
            return lease;
        }
        lease.Dispose();
        throw Refusal.Unavailable("This instance has more predictions waiting than it admits; try again in a moment.", RetryAfter);
    }

    public void Dispose() => _limiter.Dispose();
}
