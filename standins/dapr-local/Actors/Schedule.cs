using System.Globalization;

namespace DaprLocal.Actors;

/// <summary>When a timer or reminder fires: first after <see cref="Due"/>, then every <see cref="Period"/>, at most <see cref="Times"/> times, not after <see cref="Expires"/>.</summary>
/// <param name="Period">Null = once.</param>
/// <param name="Times">−1 = without end.</param>
public sealed record Schedule(DateTimeOffset Due, TimeSpan? Period, int Times, DateTimeOffset? Expires)
{
    /// <exception cref="FormatException">A part is not understood; the message says which.</exception>
    public static Schedule Parse(string? dueTime, string? period, string? ttl, DateTimeOffset now)
    {
        var due = string.IsNullOrEmpty(dueTime) ? now : Instant(dueTime, "dueTime", now);
        var (every, times) = ParsePeriod(period);
        var expires = string.IsNullOrEmpty(ttl) ? null : (DateTimeOffset?)Instant(ttl, "ttl", now);
        return expires is { } end && end <= now
            ? throw new FormatException($"ttl '{ttl}' is not in the future")
            : new Schedule(due, every, every is null ? 1 : times, expires);
    }

    private static DateTimeOffset Instant(string text, string name, DateTimeOffset now)
    {
        if (Duration(text) is { } wait)
            return wait >= TimeSpan.Zero ? now + wait : throw new FormatException($"{name} '{text}' is negative");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new FormatException($"{name} '{text}' is no duration (1h30m, PT5S) and no RFC 3339 time");
    }

    private static (TimeSpan? Every, int Times) ParsePeriod(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return (null, 1);
        var times = -1;
        var rest = text.StartsWith("@every ", StringComparison.Ordinal) ? text["@every ".Length..] : text;
        if (rest.StartsWith('R'))
        {
            var slash = rest.IndexOf('/');
            var count = slash < 0 ? rest[1..] : rest[1..slash];
            if (count.Length > 0 && !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out times))
                throw new FormatException($"period '{text}' has no number of repetitions behind R");
            if (slash < 0)
                return (null, 1);
            rest = rest[(slash + 1)..];
        }
        if (rest.StartsWith('P') && rest.Split('T')[0].AsSpan().ContainsAny("YMWD"))
            throw new FormatException($"period '{text}' has years, months, weeks or days: use hours, minutes and seconds");
        var every = Duration(rest) ?? throw new FormatException($"period '{text}' is no duration (5s, PT5S, R3/PT5S)");
        return every > TimeSpan.Zero ? (every, times) : every == TimeSpan.Zero ? (null, 1) : throw new FormatException($"period '{text}' is negative");
    }

    private static TimeSpan? Duration(string text) =>
        Durations.TryParseGo(text, out var go) ? go : Durations.TryParseIso(text, out var iso) ? iso : null;
}
