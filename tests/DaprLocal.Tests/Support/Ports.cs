using System.Net;
using System.Net.Sockets;

namespace NetMl.DaprLocal.Tests.Support;

/// <summary>Ports that no other test of this run gets: a sidecar keeps calling the port of an app that is gone, and must not meet another test's app there.</summary>
internal static class Ports
{
    // Below the range from which the system picks ports by itself.
    private const int First = 12_000;
    private const int Count = 18_000;

    private static int _next = Random.Shared.Next(Count);

    public static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's: the next one.
            }
        }
    }
}
