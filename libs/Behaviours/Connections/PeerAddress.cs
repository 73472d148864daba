using NetMl.Flows;

namespace NetMl.Behaviours.Connections;

/// <summary>Where an address lies.</summary>
public enum AddressScope
{
    /// <summary>On the Internet.</summary>
    Public,

    /// <summary>Inside a network: private, link-local, loopback or unique-local.</summary>
    Private,

    /// <summary>Not one host: multicast, limited broadcast, unspecified.</summary>
    Group,
}

/// <summary>An address and where it lies.</summary>
/// <param name="Text">Canonical text.</param>
public readonly record struct PeerAddress(string Text, AddressScope Scope)
{
    /// <summary>Classifies an address.</summary>
    public static PeerAddress Of(HostAddress address) => new(address.ToString(), ScopeOf(address));

    private static AddressScope ScopeOf(HostAddress address)
    {
        var isUnspecified = address.IsIPv4 ? address.IPv4Value == 0 : address is { High: 0, Low: 0 };
        if (address.IsMulticast || isUnspecified)
            return AddressScope.Group;
        return address.IsPrivate ? AddressScope.Private : AddressScope.Public;
    }
}
