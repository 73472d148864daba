using System.Globalization;

namespace DaprLocal.CommandLine;

/// <summary>Sizes as Kubernetes writes them: 4Mi, 64Mi, 500k, 1G, or plain bytes.</summary>
public static class ByteQuantity
{
    private static readonly (string Suffix, double Factor)[] Units =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("k", 1e3), ("K", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12),
    ];

    public static long Parse(string text, string setting)
    {
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        var number = unit.Suffix is null ? text : text[..^unit.Suffix.Length];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (long)(value * (unit.Suffix is null ? 1 : unit.Factor))
            : throw new UsageException($"The size '{text}' of {setting} is not a number with Ki, Mi or Gi: write it like 4Mi.");
    }
}
