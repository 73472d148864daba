using System.Globalization;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>A place in the log of a data set's findings, as clients keep it: the log's name, a point and a number.</summary>
/// <param name="Log">Null = nothing was analysed yet.</param>
/// <param name="Sequence">0 = the beginning.</param>
internal readonly record struct FindingToken(string? Log, long Sequence)
{
    /// <summary>The beginning of whatever log there is.</summary>
    public static FindingToken Start => default;

    /// <summary>Reads what <see cref="ToString"/> writes; nothing and "0" are the beginning.</summary>
    public static bool TryParse(string? text, out FindingToken token)
    {
        token = Start;
        if (string.IsNullOrEmpty(text) || text == "0")
            return true;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point is < 1 or > 64 || !text.AsSpan(0, point).ToString().All(char.IsAsciiLetterOrDigit)
            || !long.TryParse(text.AsSpan(point + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return false;
        token = new FindingToken(text[..point], sequence);
        return true;
    }

    public override string ToString() => Log is null ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Log}.{Sequence}");
}
