using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Connections;

/// <summary>Which end of a call lies inside the watched network.</summary>
public static class CallDirections
{
    /// <summary>Whether a call comes from inside: from a private address, or, of two public hosts, from the one with more peers. A capture sees all calls of the hosts inside, and few of those outside.</summary>
    /// <returns>False when either end is a group.</returns>
    public static bool IsFromInside(PeerAddress source, PeerAddress target, int peersOfSource, int peersOfTarget) => (source.Scope, target.Scope) switch
    {
        (AddressScope.Group, _) or (_, AddressScope.Group) => false,
        (AddressScope.Private, _) => true,
        (_, AddressScope.Private) => false,
        _ => peersOfSource >= peersOfTarget,
    };

    /// <summary>Whether a call goes from inside to outside.</summary>
    /// <param name="includeInternal">Also from one private address to another.</param>
    public static bool IsOutward(this INetworkFacts network, int source, int target, bool includeInternal)
    {
        ArgumentNullException.ThrowIfNull(network);
        PeerAddress from = network.Host(source), to = network.Host(target);
        return source != target && (includeInternal || to.Scope != AddressScope.Private) && IsFromInside(from, to, network.Peers(source), network.Peers(target));
    }
}
