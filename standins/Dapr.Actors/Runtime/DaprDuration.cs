using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Dapr.Actors.Runtime;

/// <summary>Durations on the wire: Go's (<c>1h0m0s0ms</c>), the scheduler's (<c>@every 5s</c>) and ISO 8601 with repetitions (<c>R3/PT5S</c>).</summary>
internal static partial class DaprDuration
{
    private static readonly TimeSpan Never = TimeSpan.FromMilliseconds(-1);

    /// <summary>Empty for a negative duration, which means never.</summary>
    internal static string Write(TimeSpan value) => value < TimeSpan.Zero
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{value.Days * 24 + value.Hours}h{value.Minutes}m{value.Seconds}s{value.Milliseconds}ms");

    /// <exception cref="ArgumentException">Repetitions with a period that has milliseconds.</exception>
    internal static string Write(TimeSpan period, int? repetitions)
    {
        if (repetitions is null)
            return Write(period);
        if (period.Milliseconds > 0)
            throw new ArgumentException("The TimeSpan value, combined with repetition cannot be in milliseconds.", nameof(period));
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"R{repetitions}/P"));
        foreach (var (amount, unit) in new[] { (period.Days, "D"), (-1, "T"), (period.Hours, "H"), (period.Minutes, "M"), (period.Seconds, "S") })
        {
            if (amount != 0)
                text.Append(amount > 0 ? amount.ToString(CultureInfo.InvariantCulture) : string.Empty).Append(unit);
        }
        return text.ToString();
    }

    /// <summary>Minus one millisecond for null and empty.</summary>
    /// <exception cref="FormatException">None of the three forms.</exception>
    internal static TimeSpan Parse(string text)
    {
        if (string.IsNullOrEmpty(text))
            return Never;
        if (text[0] is 'R' or 'P')
            return XmlConvert.ToTimeSpan(text[(text.IndexOf('/') + 1)..]);
        const string every = "@every ";
        var duration = text.StartsWith(every, StringComparison.Ordinal) ? text[every.Length..] : text;
        if (GoDuration().Match(duration) is not { Success: true } match)
            throw new FormatException($"'{text}' is not a duration: write 1h2m3s4ms, @every 5s or an ISO 8601 period.");
        var units = match.Groups["unit"].Captures;
        return match.Groups["amount"].Captures
            .Select((amount, i) => Unit(units[i].Value) * double.Parse(amount.Value, CultureInfo.InvariantCulture))
            .Aggregate(TimeSpan.Zero, (sum, part) => sum + part);
    }

    private static TimeSpan Unit(string unit) => unit switch
    {
        "h" => TimeSpan.FromHours(1),
        "m" => TimeSpan.FromMinutes(1),
        "s" => TimeSpan.FromSeconds(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        "ns" => TimeSpan.FromTicks(1) / 100,
        _ => TimeSpan.FromMicroseconds(1),
    };

    [GeneratedRegex(@"^((?<amount>\d+(\.\d+)?)(?<unit>h|ms|m|s|us|µs|ns))+$")]
    private static partial Regex GoDuration();
}
