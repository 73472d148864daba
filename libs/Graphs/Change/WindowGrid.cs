namespace NetMl.Graphs.Change;

/// <summary>Windows of equal length, one after another: window k is [Start + k · Length, Start + (k + 1) · Length).</summary>
/// <param name="Start">When the first begins, in the unit of the times that it is used with.</param>
/// <param name="Length">> 0, in the same unit.</param>
/// <param name="Count">≥ 0.</param>
public sealed record WindowGrid(long Start, long Length, int Count)
{
    /// <summary>The window that a time falls into; −1 for none.</summary>
    public int IndexOf(long time)
    {
        if (time < Start)
            return -1;
        var index = ((ulong)time - (ulong)Start) / (ulong)Length;
        return index < (ulong)Count ? (int)index : -1;
    }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Count);
    }
}
