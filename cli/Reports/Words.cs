using System.Globalization;

namespace NetMl.Cli.Reports;

/// <summary>Numbers, times and names as people read them; the same on every machine.</summary>
internal static class Words
{
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";

    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e15 or < 1e-4 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    public static string Loss(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>As options such as --from take it, to the last digit.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A difference of shares in percentage points, with its sign.</summary>
    public static string Points(double difference) => (difference * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " pp";

    /// <summary>A share of <paramref name="all"/> items, which nobody knows when there are none.</summary>
    public static string PercentOf(long all, double share) => all == 0 ? "-" : Percent(share);

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => (bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture) + " KiB",
        < 1 << 30 => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture) + " MiB",
        _ => (bytes / 1073741824.0).ToString("0.00", CultureInfo.InvariantCulture) + " GiB",
    };

    /// <summary>Which part of a list is shown: "hosts 21–40 of 1,234".</summary>
    public static string Page(int offset, int shown, long total, string one, string many) =>
        shown == total ? Count(total, one, many)
        : shown == 0 ? $"No {many} from {Count(offset + 1L)} on, of {Count(total)}"
        : $"{many} {Count(offset + 1L)}–{Count((long)offset + shown)} of {Count(total)}";

    /// <summary>A value in the unit that its name tells.</summary>
    public static string Feature(string name, double value) =>
        name.Contains("bytes", StringComparison.Ordinal) ? Bytes((long)Math.Clamp(value, 0, 1L << 62))
        : name.Contains("duration", StringComparison.Ordinal) || name.Contains("gap_", StringComparison.Ordinal) || name == "span" ? Duration(value)
        : name.EndsWith("_share", StringComparison.Ordinal) || name.Contains("_share_", StringComparison.Ordinal) ? Percent(value)
        : Number(value);

    /// <summary>Seconds, minutes, hours or days: whichever gives a short number.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 120 => $"{Number(seconds)} s",
        < 2 * 3600 => $"{Number(Math.Round(seconds / 60, 1))} min",
        < 2 * 86_400 => $"{Number(Math.Round(seconds / 3600, 1))} h",
        _ => $"{Number(Math.Round(seconds / 86_400, 1))} d",
    };

    /// <summary>Reads 90s, 15m, 1h or 2d; null when it is none, or not above zero.</summary>
    public static TimeSpan? ParseDuration(string text)
    {
        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        var seconds = number * text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        return seconds is > 0 and <= 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
