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

    /// <summary>The target is on the Internet; of two public ends the network must tell who is inside (<see cref="CallDirections"/>).</summary>
    public static bool MayBeOutward(ConnectionSeries series, Connection connection) =>
        IsBetweenHosts(series, connection) && series.Host(connection.Target).Scope == AddressScope.Public;
}
