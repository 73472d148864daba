using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Detection;

/// <summary>Arithmetic on starts and durations that no log can make overflow.</summary>
internal static class Times
{
    /// <summary>Nanoseconds from one start to a later one, also when they lie further apart than a long can say.</summary>
    public static ulong Between(long earlier, long later) => unchecked((ulong)(later - earlier));

    public static double Seconds(long earlier, long later) => Between(earlier, later) / 1e9;

    public static ulong Nanoseconds(TimeSpan time) => (ulong)time.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>When a connection ended; its start when the log does not say.</summary>
    public static long End(Connection connection) =>
        connection.Duration <= 0 ? connection.Start
        : connection.Start > long.MaxValue - connection.Duration ? long.MaxValue
        : connection.Start + connection.Duration;

    /// <summary>Number of the window of a width that a start lies in, counted from 1970.</summary>
    public static long Window(long start, TimeSpan width)
    {
        var (window, rest) = Math.DivRem(start, width.Ticks * TimeSpan.NanosecondsPerTick);
        return rest < 0 ? window - 1 : window;
    }
}
