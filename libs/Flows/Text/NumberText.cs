using System.Buffers.Text;

namespace NetMl.Flows.Text;

/// <summary>Numbers as logs write them. Nothing is allocated; false = not such a number.</summary>
internal static class NumberText
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    // Beyond this many whole seconds, nanoseconds leave the range of a long.
    private const long MostSeconds = long.MaxValue / NanosecondsPerSecond - 1;

    private static ReadOnlySpan<int> PowersOfTen => [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Decimal digits only, 0 to 2⁶³ − 1.</summary>
    public static bool TryParseCount(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 19)
            return false;
        ulong sum = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            sum = sum * 10 + digit;
        }
        value = (long)sum;
        return value >= 0;
    }

    /// <summary>0 to 65535.</summary>
    public static bool TryParsePort(ReadOnlySpan<byte> text, out int port)
    {
        port = 0;
        if (text.Length is 0 or > 5)
            return false;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            port = port * 10 + (int)digit;
        }
        return port <= ushort.MaxValue;
    }

    /// <summary>Seconds with up to nine decimals (further ones are cut off), also in scientific notation, as nanoseconds.</summary>
    public static bool TryParseSeconds(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var negative = text is [(byte)'-', ..];
        var at = negative ? 1 : 0;
        var first = at;
        long whole = 0;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            whole = whole * 10 + (text[at] - '0');
            if (whole > MostSeconds)
                return TryParseScientific(text, out nanoseconds);
        }
        if (at == first)
            return false;
        long fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            var digits = 0;
            for (at++; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
            {
                if (digits == 9)
                    continue;
                fraction = fraction * 10 + (text[at] - '0');
                digits++;
            }
            fraction *= PowersOfTen[digits];
        }
        if (at < text.Length)
            return TryParseScientific(text, out nanoseconds);
        nanoseconds = whole * NanosecondsPerSecond + fraction;
        if (negative)
            nanoseconds = -nanoseconds;
        return true;
    }

    /// <summary>Digits, or 0x and hexadecimal digits; 0 to 65535.</summary>
    public static bool TryParseArgusPort(ReadOnlySpan<byte> text, out int port)
    {
        if (text is not [(byte)'0', (byte)'x' or (byte)'X', ..])
            return TryParsePort(text, out port);
        port = 0;
        if (text.Length is < 3 or > 6)
            return false;
        foreach (var c in text[2..])
        {
            var digit = HostAddressParser.HexDigit(c);
            if (digit < 0)
                return false;
            port = port << 4 | digit;
        }
        return true;
    }

    private static bool TryParseScientific(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (!text.ContainsAny((byte)'e', (byte)'E') || !Utf8Parser.TryParse(text, out double seconds, out var used) || used != text.Length)
            return false;
        var product = seconds * NanosecondsPerSecond;
        if (!(Math.Abs(product) < long.MaxValue))
            return false;
        nanoseconds = (long)product;
        return true;
    }
}
