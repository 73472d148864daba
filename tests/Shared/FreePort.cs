using System.Net;
using System.Net.Sockets;

namespace NetMl.Tests;

/// <summary>A port that was free a moment ago, below those that the system gives to outgoing connections: none of these can take it before its user does.</summary>
internal static class FreePort
{
    private const int Lowest = 10000;
    private const int Highest = 16000;

    private static int _tried = Environment.ProcessId * 16;

    public static int Next()
    {
        while (true)
        {
            var port = Lowest + (int)((uint)Interlocked.Increment(ref _tried) % (Highest - Lowest));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another one, then.
            }
        }
    }
}
