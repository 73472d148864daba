using NetMl.Features;
using NetMl.Flows;

namespace NetMl.Federation.GraphTasks;

/// <summary>Where a site's flows are cut in two, by the same rule as a training job's.</summary>
internal static class TimeSplit
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The first instant of the later part, in whole ticks as nanoseconds since 1970-01-01 UTC; no part is empty.</summary>
    /// <exception cref="InvalidDataException">There are too few flows, or all start at one instant.</exception>
    public static long Nanoseconds(IReadOnlyList<FlowBatch> batches, double trainFraction)
    {
        var starts = FlowTable.Build(batches).Start;
        if (starts.Length < 2)
            throw new InvalidDataException(starts.Length == 0
                ? "There are no flows to learn from."
                : "There is only 1 flow; a split by time into an earlier and a later part needs at least 2.");
        var first = Math.Clamp((int)Math.Round(starts.Length * trainFraction), 1, starts.Length - 1);
        var split = Tick(starts[first]);
        if (starts[0] < split)
            return split;

        // Many flows share the first instant: the next later flow opens the test part.
        foreach (var start in starts)
            if (Tick(start) > Tick(starts[0]))
                return Tick(start);
        throw new InvalidDataException($"All {starts.Length} flows start at the same instant, so they cannot be split by time.");
    }

    private static long Tick(long nanoseconds) => nanoseconds / NanosecondsPerTick * NanosecondsPerTick;
}
