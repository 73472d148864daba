using System.Globalization;

namespace NetMl.Cli.Federation;

/// <summary>The share of the machine that an agent takes.</summary>
/// <param name="Threads">Files read at the same time; training itself is one thread.</param>
/// <param name="MemoryMebibytes">Hard limit of the managed heap; 0 = none.</param>
/// <param name="MaxFlows">Most flows held in memory.</param>
/// <param name="LowPriority">Everything else on the machine goes first.</param>
internal sealed record SiteLimits(int Threads, int MemoryMebibytes, int MaxFlows, bool LowPriority)
{
    /// <summary>Applies the limit of the heap to this process.</summary>
    /// <exception cref="CommandFailure">More is in use already.</exception>
    public void Apply()
    {
        if (MemoryMebibytes == 0)
            return;
        AppContext.SetData("GCHeapHardLimit", (ulong)MemoryMebibytes << 20);
        try
        {
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            throw new CommandFailure(string.Create(CultureInfo.InvariantCulture, $"A limit of {MemoryMebibytes} MiB is too low for this process: raise --memory."), CommandFailure.WrongUsage);
        }
    }
}
