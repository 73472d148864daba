using Microsoft.Extensions.Options;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>How many streams of findings may be open at once. Nobody waits for a seat. Thread-safe.</summary>
internal sealed class StreamSeats(IOptions<AnalysisOptions> options)
{
    private int _taken;

    /// <summary>Takes a seat, to be given back by disposing; null = all are taken.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= options.Value.MaximumStreams)
            return new Seat(this);
        Interlocked.Decrement(ref _taken);
        return null;
    }

    private sealed class Seat(StreamSeats seats) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref seats._taken);
    }
}
