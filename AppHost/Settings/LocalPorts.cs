using System.Net;
using System.Net.Sockets;
using NetMl.AppHost.Running;

namespace NetMl.AppHost.Settings;

static class LocalPorts
{
    /// <exception cref="UserError">With this sentence, when the port is taken.</exception>
    public static void RequireFree(int port, string sentence)
    {
        if (!IsFree(port))
            throw new UserError(sentence);
    }

    public static bool IsFree(int port)
    {
        try
        {
            Bind(port).Dispose();
            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    /// <summary>A port that nobody uses now.</summary>
    public static int Free()
    {
        using var socket = Bind(0);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
