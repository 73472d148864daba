using System.Globalization;

namespace NetMl.Cli.Federation;

/// <summary>Hours of the day, local time, in which a site takes part; 22-06 goes over midnight.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
internal readonly record struct VetoHours(TimeOnly From, TimeOnly To)
{
    public bool Contain(TimeOnly now) => now.IsBetween(From, To);

    /// <summary>Null when it is none: HH-HH or HH:MM-HH:MM, the two not equal.</summary>
    public static VetoHours? Parse(string text) =>
        text.Split('-') is [var from, var to] && Time(from) is { } first && Time(to) is { } last && first != last ? new VetoHours(first, last) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}-{To:HH\\:mm}");

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, ["HH", "%H", "HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : text is "24" or "24:00" ? TimeOnly.MinValue : null;
}
