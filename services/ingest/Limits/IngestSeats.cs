using Microsoft.Extensions.Options;

namespace NetMl.Ingest.Limits;

/// <summary>How many uploads and WebSockets may be open at once. Nobody waits: without a free seat the answer is 429.</summary>
internal sealed class IngestSeats(IOptions<IngestOptions> options)
{
    public Seats Uploads { get; } = new(options.Value.MaxConcurrentUploads);

    public Seats Streams { get; } = new(options.Value.MaxConcurrentStreams);
}

/// <summary>A number of seats; taking one and giving it back are atomic.</summary>
internal sealed class Seats(int count)
{
    private int _free = count;

    /// <summary>A seat to dispose of when done, or null when all are taken.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Decrement(ref _free) >= 0)
            return new Seat(this);
        Interlocked.Increment(ref _free);
        return null;
    }

    private sealed class Seat(Seats owner) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0)
                Interlocked.Increment(ref owner._free);
        }
    }
}
