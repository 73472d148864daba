using System.Runtime.InteropServices;

namespace DaprLocal;

/// <summary>Gives memory back once a burst of large messages is over: the sidecar shares a laptop with the system that it serves.</summary>
public sealed class MemoryTrimmer(TimeProvider time) : BackgroundService
{
    private const long WorthTrimmingBytes = 32L << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var before = GC.GetTotalAllocatedBytes(); ;)
            {
                await Task.Delay(Pause, time, stoppingToken);
                var now = GC.GetTotalAllocatedBytes();
                var isQuiet = now - before < WorthTrimmingBytes / 8;
                before = now;
                if (isQuiet && GC.GetGCMemoryInfo().TotalCommittedBytes > WorthTrimmingBytes)
                {
                    GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    ReturnNativeMemory();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends: so does its memory.
        }
    }

    /// <summary>SQLite copies large values through malloc, and glibc keeps what is freed.</summary>
    private static void ReturnNativeMemory()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = TrimMalloc(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, such as musl, which gives memory back by itself.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int TrimMalloc(nuint pad);
}
