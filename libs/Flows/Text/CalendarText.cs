namespace NetMl.Flows.Text;

/// <summary>Dates with times as logs write them, read as UTC when they name no offset. Nothing is allocated.</summary>
/// <remarks>
/// 2018/05/10 10:52:47.283479, 2017-07-06 12:39:06.818901, 2018-01-31T18:12:06.539915Z, 2018-01-31T18:12:06+02:00, and day first:
/// 03/07/2017 08:55:58 AM, 7/7/2017 3:30.
/// </remarks>
internal static class CalendarText
{
    private const long NanosecondsPerTick = 100;

    public static bool TryParse(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (!TryNumber(ref text, out var a) || !TryDateSeparator(ref text) || !TryNumber(ref text, out var b)
            || !TryDateSeparator(ref text) || !TryNumber(ref text, out var c))
            return false;
        var (year, month, day) = a > 31 ? (a, b, c) : (c, b, a);
        if (year is < 1678 or > 2261 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (text is not [(byte)' ' or (byte)'T' or (byte)'t', ..] || !TryTime(text[1..], out var time))
            return false;
        var days = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks;
        nanoseconds = days * NanosecondsPerTick + time;
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (!TryNumber(ref text, out var hour) || text is not [(byte)':', ..])
            return false;
        text = text[1..];
        if (!TryNumber(ref text, out var minute) || hour > 23 || minute > 59)
            return false;
        var second = 0L;
        if (text is [(byte)':', ..])
        {
            var end = 1;
            while (end < text.Length && (text[end] == '.' || (uint)(text[end] - '0') <= 9))
                end++;
            if (!NumberText.TryParseSeconds(text[1..end], out second) || second >= 61_000_000_000)
                return false;
            text = text[end..];
        }
        if (!TryHalfDay(ref text, ref hour) || !TryOffset(text, out var offsetMinutes))
            return false;
        nanoseconds = (hour * 60L + minute - offsetMinutes) * 60_000_000_000 + second;
        return true;
    }

    private static bool TryHalfDay(ref ReadOnlySpan<byte> text, ref int hour)
    {
        if (text is not [(byte)' ', (byte)'A' or (byte)'a' or (byte)'P' or (byte)'p', (byte)'M' or (byte)'m'])
            return true;
        if (hour is < 1 or > 12)
            return false;
        hour = hour % 12 + ((text[1] | 0x20) == 'p' ? 12 : 0);
        text = [];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || text is [(byte)'Z' or (byte)'z'])
            return true;
        if (text is not [(byte)'+' or (byte)'-', ..])
            return false;
        var sign = text[0] == '-' ? -1 : 1;
        var rest = text[1..];
        if (!TryNumber(ref rest, out var hours))
            return false;
        var past = 0;
        if (rest is [(byte)':', ..])
        {
            rest = rest[1..];
            if (!TryNumber(ref rest, out past))
                return false;
        }
        else if (hours > 99)
            (hours, past) = (hours / 100, hours % 100);
        minutes = sign * (hours * 60 + past);
        return rest.IsEmpty && hours <= 14 && past <= 59;
    }

    private static bool TryDateSeparator(ref ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'-' or (byte)'/', ..])
            return false;
        text = text[1..];
        return true;
    }

    // One to four digits.
    private static bool TryNumber(ref ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        var at = 0;
        for (; at < text.Length && at < 4 && (uint)(text[at] - '0') <= 9; at++)
            value = value * 10 + (text[at] - '0');
        text = text[at..];
        return at > 0;
    }
}
