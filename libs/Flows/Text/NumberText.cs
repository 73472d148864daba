using System.Buffers.Binary;
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
        if (TryParseMicroseconds(text, out nanoseconds))
            return true;
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

    // The form that Zeek writes: 1 to 10 digits, a point, six decimals. The last eight bytes are taken as one number, the first of them
    // in the lowest byte; what stands before the decimals is shifted out, and zeros come in behind them.
    private static bool TryParseMicroseconds(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var point = text.Length - 7;
        if (point is < 1 or > 10 || text[point] != '.')
            return false;
        var decimals = BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]) >> 16 | 0x3030UL << 48;
        var whole = 0L;
        foreach (var c in text[..point])
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            whole = whole * 10 + digit;
        }
        if (whole > MostSeconds || !AreDigits(decimals))
            return false;
        nanoseconds = whole * NanosecondsPerSecond + EightDigits(decimals) * 10;
        return true;
    }

    // Every byte is 0x30 to 0x39: its upper half is 3, and still is after 6 is added.
    private static bool AreDigits(ulong text) =>
        ((text & 0xF0F0F0F0F0F0F0F0) | ((text + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4) == 0x3333333333333333;

    // Neighbours are joined to pairs in every other byte, and the four pairs weighted by 10⁶, 10⁴, 10² and 1 with two multiplications.
    private static long EightDigits(ulong text)
    {
        var digits = text - 0x3030303030303030;
        var pairs = digits * 10 + (digits >> 8);
        return (uint)(((pairs & 0x000000FF000000FF) * 0x000F424000000064 + (pairs >> 16 & 0x000000FF000000FF) * 0x0000271000000001) >> 32);
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
