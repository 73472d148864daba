namespace NetMl.Features;

/// <summary>Where flows are cut into an earlier part to learn from and a later part to test on.</summary>
public static class TimeSplit
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The first instant of the later part, in whole ticks as nanoseconds since 1970-01-01 UTC, so that everyone can name it; no part is empty.</summary>
    /// <param name="starts">Nanoseconds since 1970-01-01 UTC, ascending, at least 2.</param>
    /// <param name="trainFraction">Share of the flows, first in time, that are learnt from.</param>
    /// <returns>Null when all flows start at the same instant. O(flows) where many share the first one.</returns>
    public static long? LaterPart(ReadOnlySpan<long> starts, double trainFraction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(starts.Length, 2);
        var split = Tick(starts[Math.Clamp((int)Math.Round(starts.Length * trainFraction), 1, starts.Length - 1)]);
        if (starts[0] < split)
            return split;

        // Many flows share the first instant: the next later flow opens the test part.
        foreach (var start in starts)
            if (Tick(start) > Tick(starts[0]))
                return Tick(start);
        return null;
    }

    private static long Tick(long nanoseconds) => nanoseconds / NanosecondsPerTick * NanosecondsPerTick;
}
