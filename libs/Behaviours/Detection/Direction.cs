using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Detection;

/// <summary>Which way a call goes: inside, out or in.</summary>
internal static class Direction
{
    /// <summary>Both ends are hosts, and not the same one.</summary>
    public static bool IsBetweenHosts(ConnectionSeries series, Connection connection) =>
        connection.Source != connection.Target
        && series.Host(connection.Source).Scope != AddressScope.Group && series.Host(connection.Target).Scope != AddressScope.Group;

    /// <summary>Both ends are private.</summary>
    public static bool IsInternal(ConnectionSeries series, Connection connection) =>
        connection.Source != connection.Target
        && series.Host(connection.Source).Scope == AddressScope.Private && series.Host(connection.Target).Scope == AddressScope.Private;

    /// <summary>The target is on the Internet; of two public ends the network must tell (<see cref="IsOutward"/>) who is inside.</summary>
    public static bool MayBeOutward(ConnectionSeries series, Connection connection) =>
        IsBetweenHosts(series, connection) && series.Host(connection.Target).Scope == AddressScope.Public;

    /// <summary>From inside to the Internet: of two public hosts the one with more peers is inside, since a capture sees all calls of the hosts inside.</summary>
    public static bool IsOutward(INetworkFacts network, int source, int target) =>
        (network.Host(source).Scope, network.Host(target).Scope) switch
        {
            (AddressScope.Private, AddressScope.Public) => true,
            (AddressScope.Public, AddressScope.Public) => network.Peers(source) >= network.Peers(target),
            _ => false,
        };
}
