using System.Buffers.Binary;
using System.Net;

namespace NetMl.Flows;

/// <summary>An IPv4 or IPv6 address as a 16-byte key; IPv4 is kept as ::ffff:a.b.c.d, so both spellings of one host are equal.</summary>
/// <param name="High">First eight bytes, network order read as one number.</param>
/// <param name="Low">Last eight bytes.</param>
public readonly record struct HostAddress(ulong High, ulong Low)
{
    private const ulong MappedPrefix = 0xFFFF_0000_0000UL;

    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000UL) == MappedPrefix;

    /// <summary>The IPv4 address as a number in network order (10.0.0.1 = 0x0A000001); only meaningful when <see cref="IsIPv4"/>.</summary>
    public uint IPv4Value => (uint)Low;

    /// <summary>Private, loopback, link-local or unique-local (RFC 1918, 3927, 4193, 4291).</summary>
    public bool IsPrivate
    {
        get
        {
            if (!IsIPv4)
                return High >> 57 == 0x7E || High >> 54 == 0x3FA || this is { High: 0, Low: 1 };
            var v4 = IPv4Value;
            return v4 >> 24 is 10 or 127 || v4 >> 20 == 0xAC1 || v4 >> 16 is 0xC0A8 or 0xA9FE;
        }
    }

    /// <summary>Multicast or the IPv4 limited broadcast.</summary>
    public bool IsMulticast => IsIPv4 ? IPv4Value >> 28 == 14 || IPv4Value == uint.MaxValue : High >> 56 == 0xFF;

    /// <summary>From the number of an IPv4 address in network order.</summary>
    public static HostAddress FromIPv4(uint value) => new(0, MappedPrefix | value);

    /// <summary>Reads 16 bytes in network order.</summary>
    public static HostAddress Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes 16 bytes in network order.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    /// <summary>Canonical text: dotted quad, or RFC 5952.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        Write(bytes);
        return new IPAddress(IsIPv4 ? bytes[12..] : bytes).ToString();
    }
}
