namespace NetMl.GraphFeature;

/// <summary>Between flow times, nanoseconds since 1970-01-01 UTC, and instants, which count in steps of 100 ns.</summary>
internal static class FlowTime
{
    private const long NanosecondsPerTick = 100;
    private static readonly long LeastTicks = DateTimeOffset.MinValue.Ticks - DateTimeOffset.UnixEpoch.Ticks;
    private static readonly long MostTicks = DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks;

    /// <summary>The instant, cut to 100 ns.</summary>
    public static DateTimeOffset Of(long nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp((long)Math.Floor(nanoseconds / (decimal)NanosecondsPerTick), LeastTicks, MostTicks));

    /// <summary>The flow time; beyond the years 1678 and 2262 the nearest that exists.</summary>
    public static long Of(DateTimeOffset instant)
    {
        var nanoseconds = (Int128)(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosecondsPerTick;
        return (long)Int128.Clamp(nanoseconds, long.MinValue, long.MaxValue);
    }
}
