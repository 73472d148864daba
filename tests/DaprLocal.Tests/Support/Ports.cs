using System.Net;
using System.Net.Sockets;

namespace NetMl.DaprLocal.Tests.Support;

internal static class Ports
{
    /// <summary>A port that nobody uses now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
