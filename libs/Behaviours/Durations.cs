using System.Globalization;

namespace NetMl.Behaviours;

/// <summary>Lengths of time as a person says them.</summary>
internal static class Durations
{
    public static string InWords(double seconds) => seconds switch
    {
        < 1 => "under a second",
        < 120 => Counted(seconds, "second"),
        < 7200 => Counted(seconds / 60, "minute"),
        < 172_800 => Counted(seconds / 3600, "hour"),
        _ => Counted(seconds / 86_400, "day"),
    };

    private static string Counted(double value, string unit)
    {
        var rounded = value < 10 ? Math.Round(value, 1) : Math.Round(value);
        return string.Create(CultureInfo.InvariantCulture, $"{rounded} {unit}{(rounded == 1 ? "" : "s")}");
    }
}
