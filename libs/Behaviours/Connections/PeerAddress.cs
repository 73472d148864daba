using System.Net;
using System.Net.Sockets;

namespace NetMl.Behaviours.Connections;

/// <summary>Where an address lies.</summary>
public enum AddressScope
{
    /// <summary>On the Internet, or not an IP address at all.</summary>
    Public,

    /// <summary>Inside a network: RFC 1918, RFC 6598, link-local, loopback, IPv6 unique-local.</summary>
    Private,

    /// <summary>Not one host: multicast, limited broadcast, unspecified.</summary>
    Group,
}

/// <summary>An address and where it lies.</summary>
/// <param name="Text">Canonical text.</param>
public readonly record struct PeerAddress(string Text, AddressScope Scope)
{
    /// <summary>Classifies an address. O(length).</summary>
    /// <remarks>Source: IANA special-purpose address registries (RFC 6890).</remarks>
    public static PeerAddress Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IPAddress.TryParse(text, out var address))
            return new PeerAddress(text, AddressScope.Public);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return new PeerAddress(text, address.AddressFamily == AddressFamily.InterNetwork ? ScopeOfV4(address) : ScopeOfV6(address));
    }

    private static AddressScope ScopeOfV4(IPAddress address)
    {
        Span<byte> b = stackalloc byte[4];
        address.TryWriteBytes(b, out _);
        return b switch
        {
            [>= 224 and <= 239, ..] or [255, 255, 255, 255] or [0, ..] => AddressScope.Group,
            [10, ..] or [127, ..] or [192, 168, ..] or [169, 254, ..] => AddressScope.Private,
            [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] => AddressScope.Private,
            _ => AddressScope.Public,
        };
    }

    private static AddressScope ScopeOfV6(IPAddress address)
    {
        if (address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any))
            return AddressScope.Group;
        return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || IPAddress.IsLoopback(address) ? AddressScope.Private : AddressScope.Public;
    }
}
