using System.Globalization;

namespace NetMl.Inference.Explaining;

/// <summary>Values with their units, as short as people say them; the same on every machine.</summary>
internal static class Amounts
{
    public static string Of(double value, string unit) => unit switch
    {
        "ms" => Duration(value / 1000),
        "s" => Duration(value),
        "B" or "B/s" or "B/packet" => Bytes(value) + unit[1..],
        "share" => Percent(value),
        "0/1" => value > 0.5 ? "yes" : "no",
        _ => $"{Number(value)} {unit}",
    };

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    private static string Duration(double seconds) => seconds switch
    {
        < 1 => $"{Number(seconds * 1000)} ms",
        < 120 => $"{Number(seconds)} s",
        < 7200 => $"{Number(seconds / 60)} min",
        _ => $"{Number(seconds / 3600)} h",
    };

    private static string Bytes(double bytes) => bytes switch
    {
        < 1 << 10 => $"{Number(bytes)} B",
        < 1 << 20 => $"{Number(bytes / (1 << 10))} KiB",
        < 1 << 30 => $"{Number(bytes / (1 << 20))} MiB",
        _ => $"{Number(bytes / (1 << 30))} GiB",
    };

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
