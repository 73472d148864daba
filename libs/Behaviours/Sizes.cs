using System.Globalization;

namespace NetMl.Behaviours;

/// <summary>Bytes as a person says them: decimal units.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];

    public static string InWords(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1000 && unit < Units.Length - 1; unit++)
            bytes /= 1000;
        var rounded = bytes < 10 && unit > 0 ? Math.Round(bytes, 1) : Math.Round(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{rounded} {Units[unit]}");
    }
}
