using System.Runtime;

namespace NetMl.GraphFeature;

/// <summary>Gives memory back to the system once heavy work has been over for a moment: ten processes share a laptop.</summary>
public sealed class MemoryTrim : IDisposable
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);
    private readonly ITimer _timer;

    public MemoryTrim(TimeProvider time) => _timer = time.CreateTimer(_ => Collect(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Heavy work is over for now; more of it within the next moments puts the trim off.</summary>
    public void Request() => _timer.Change(Calm, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private static void Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
