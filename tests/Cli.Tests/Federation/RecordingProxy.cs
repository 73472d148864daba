using System.Net;
using System.Net.Sockets;

namespace NetMl.Cli.Tests.Federation;

/// <summary>Stands between a site and the gateway and keeps every byte that the site sends.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly MemoryStream _sent = new();
    private readonly Task _accepting;

    public RecordingProxy(string target)
    {
        _listener.Start();
        _accepting = AcceptAsync(new Uri(target));
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public byte[] Sent
    {
        get
        {
            lock (_sent)
                return _sent.ToArray();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _over.Dispose();
    }

    private async Task AcceptAsync(Uri target)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_over.Token), target));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient site, Uri target)
    {
        using var client = site;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(target.Host, target.Port, _over.Token);
            await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), keep: true), CopyAsync(server.GetStream(), client.GetStream(), keep: false));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool keep)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReadAsync(buffer, _over.Token) is var count and > 0)
            {
                if (keep)
                {
                    lock (_sent)
                        _sent.Write(buffer, 0, count);
                }
                await to.WriteAsync(buffer.AsMemory(0, count), _over.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Either side has closed.
        }
    }
}
