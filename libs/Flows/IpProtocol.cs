namespace NetMl.Flows;

/// <summary>IANA protocol numbers that logs spell out, and the one that stands for "not an IP protocol that we know".</summary>
public static class IpProtocol
{
    public const byte Icmp = 1;
    public const byte Igmp = 2;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte IcmpV6 = 58;
    public const byte Sctp = 132;

    /// <summary>255, reserved by IANA: the log does not say, or says something that is no IP protocol (arp, llc).</summary>
    public const byte Unknown = 255;

    /// <summary>The number of a protocol name in lower or upper case, or of its decimal digits; <see cref="Unknown"/> otherwise.</summary>
    public static byte Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length == 3)
        {
            var key = (text[0] | 0x20) << 16 | (text[1] | 0x20) << 8 | (text[2] | 0x20);
            if (key == ('t' << 16 | 'c' << 8 | 'p'))
                return Tcp;
            if (key == ('u' << 16 | 'd' << 8 | 'p'))
                return Udp;
        }
        return ParseRare(text);
    }

    private static byte ParseRare(ReadOnlySpan<byte> text)
    {
        if (System.Buffers.Text.Utf8Parser.TryParse(text, out byte number, out var used) && used == text.Length)
            return number;
        Span<byte> lower = stackalloc byte[16];
        if (text.Length > lower.Length)
            return Unknown;
        for (var i = 0; i < text.Length; i++)
            lower[i] = (byte)(text[i] is >= (byte)'A' and <= (byte)'Z' ? text[i] | 0x20 : text[i]);
        lower = lower[..text.Length];
        return lower switch
        {
            _ when lower.SequenceEqual("icmp"u8) => Icmp,
            _ when lower.SequenceEqual("icmp6"u8) || lower.SequenceEqual("ipv6-icmp"u8) => IcmpV6,
            _ when lower.SequenceEqual("igmp"u8) => Igmp,
            _ when lower.SequenceEqual("sctp"u8) => Sctp,
            _ when lower.SequenceEqual("rtp"u8) || lower.SequenceEqual("rtcp"u8) || lower.SequenceEqual("udt"u8) => Udp,
            _ when lower.SequenceEqual("gre"u8) => 47,
            _ when lower.SequenceEqual("esp"u8) => 50,
            _ when lower.SequenceEqual("ah"u8) => 51,
            _ when lower.SequenceEqual("ospf"u8) => 89,
            _ when lower.SequenceEqual("pim"u8) => 103,
            _ when lower.SequenceEqual("vrrp"u8) => 112,
            _ when lower.SequenceEqual("ipv6"u8) => 41,
            _ when lower.SequenceEqual("ipnip"u8) => 4,
            _ => Unknown,
        };
    }
}
