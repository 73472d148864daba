using System.Globalization;
using System.Xml;

namespace DaprLocal;

/// <summary>Durations as Go writes them (1h0m0.5s) and as ISO 8601 writes them (PT5S).</summary>
public static class Durations
{
    public static bool TryParseGo(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
            rest = rest[1..];
        if (rest is "0")
            return true;
        if (rest.IsEmpty)
            return false;
        var ticks = 0.0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var letters = rest.IndexOfAny("0123456789.");
            var unit = letters < 0 ? rest : rest[..letters];
            if (UnitTicks(unit) is not { } size)
                return false;
            ticks += number * size;
            rest = rest[unit.Length..];
        }
        if (ticks >= TimeSpan.MaxValue.Ticks)
            return false;
        duration = TimeSpan.FromTicks((long)(negative ? -ticks : ticks));
        return true;
    }

    public static bool TryParseIso(string text, out TimeSpan duration)
    {
        duration = default;
        if (!text.StartsWith('P'))
            return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>Writes a duration as Go's Duration.String does for whole milliseconds: 1h0m0s, 1m30s, 5s, 500ms.</summary>
    public static string ToGo(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(1))
            return duration == TimeSpan.Zero ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.###}ms");
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{duration.Seconds + duration.Milliseconds / 1000.0:0.###}s");
        if (duration.TotalMinutes < 1)
            return seconds;
        return duration.TotalHours < 1 ? $"{duration.Minutes}m{seconds}" : $"{(long)duration.TotalHours}h{duration.Minutes}m{seconds}";
    }

    private static double? UnitTicks(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 0.01,
        "us" or "µs" or "μs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => null,
    };
}
