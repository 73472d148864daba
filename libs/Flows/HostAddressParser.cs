namespace NetMl.Flows;

/// <summary>Reads addresses from UTF-8 text: strict dotted quads and RFC 4291 IPv6, no names, ports, zones or octal.</summary>
public static class HostAddressParser
{
    /// <summary>0 bytes allocated, O(length).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out HostAddress address)
    {
        if (TryParseIPv4(text, out var v4))
        {
            address = HostAddress.FromIPv4(v4);
            return true;
        }
        return TryParseIPv6(text, out address);
    }

    /// <summary>The same for a string; longer than 64 characters is no address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out HostAddress address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[64];
        return text.Length <= bytes.Length
            && System.Text.Ascii.FromUtf16(text, bytes, out var written) == System.Buffers.OperationStatus.Done
            && TryParse(bytes[..written], out address);
    }

    private static bool TryParseIPv4(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        uint part = 0;
        int digits = 0, dots = 0;
        if (text.Length is < 7 or > 15)
            return false;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit <= 9)
            {
                part = part * 10 + digit;
                digits++;
                if (part > 255 || digits > 3)
                    return false;
                continue;
            }
            if (c != '.' || digits == 0 || ++dots > 3)
                return false;
            value = value << 8 | part;
            part = 0;
            digits = 0;
        }
        value = value << 8 | part;
        return dots == 3 && digits > 0;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> text, out HostAddress address)
    {
        address = default;
        if (text.Length is < 2 or > 45)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        int at = 0, gap = -1, i = 0;
        if (text[0] == ':')
        {
            if (text[1] != ':')
                return false;
            gap = 0;
            i = 2;
        }
        while (i < text.Length)
        {
            var rest = text[i..];
            var end = rest.IndexOf((byte)':');
            var group = end < 0 ? rest : rest[..end];
            if (end < 0 && group.Contains((byte)'.'))
            {
                if (at > 12 || !TryParseIPv4(group, out var v4))
                    return false;
                System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes[at..], v4);
                at += 4;
                break;
            }
            if (at > 14 || !TryParseGroup(group, out var value))
                return false;
            bytes[at++] = (byte)(value >> 8);
            bytes[at++] = (byte)value;
            if (end < 0)
                break;
            i += end + 1;
            if (i == text.Length)
                return false;
            if (text[i] != ':')
                continue;
            if (gap >= 0)
                return false;
            gap = at;
            i++;
        }
        if (gap < 0 ? at != 16 : at > 14)
            return false;
        if (gap >= 0)
        {
            var tail = at - gap;
            bytes.Slice(gap, tail).CopyTo(bytes[(16 - tail)..]);
            bytes[gap..(16 - tail)].Clear();
        }
        address = HostAddress.Read(bytes);
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> group, out int value)
    {
        value = 0;
        if (group.Length is < 1 or > 4)
            return false;
        foreach (var c in group)
        {
            var digit = HexDigit(c);
            if (digit < 0)
                return false;
            value = value << 4 | digit;
        }
        return true;
    }

    internal static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
