using System.Net.WebSockets;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Writes changes of findings to a WebSocket, one JSON text message each. What the other side sends is not read, except that it closes.</summary>
internal static class FindingSocket
{
    /// <summary>Pings show that the other side is there.</summary>
    public static WebSocketOptions Options { get; } = new() { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(60) };

    /// <summary>Until the reader leaves, or takes nothing for too long.</summary>
    public static async Task WriteAsync(WebSocket socket, IAsyncEnumerable<BehaviourEvent?> feed, TimeSpan slowest, CancellationToken cancellationToken)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var closed = WaitForCloseAsync(socket, open);
        try
        {
            await SendAsync(socket, feed, slowest, open.Token);
        }
        catch (Exception exception) when (IsOver(exception))
        {
            // The other side left, is too slow, or the service stops: whoever comes back goes on with the last token.
        }
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await CloseAsync(socket, slowest);
        await open.CancelAsync();
        await closed;
    }

    /// <summary>How a broken connection, an end of patience and a database that is away show.</summary>
    private static bool IsOver(Exception exception) => exception is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or StoreUnavailableException;

    private static async Task SendAsync(WebSocket socket, IAsyncEnumerable<BehaviourEvent?> feed, TimeSpan slowest, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await foreach (var change in feed.WithCancellation(cancellationToken))
        {
            if (change is null)
                continue;
            patience.CancelAfter(slowest);
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(change, WireJson.Default.BehaviourEvent), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private static async Task WaitForCloseAsync(WebSocket socket, CancellationTokenSource open)
    {
        var ignored = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(ignored.AsMemory(), open.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception exception) when (IsOver(exception))
        {
            // It is over one way or the other.
        }
        await open.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, TimeSpan slowest)
    {
        using var patience = new CancellationTokenSource(slowest);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "connect again with ?after= and the last token", patience.Token);
        }
        catch (Exception exception) when (IsOver(exception))
        {
            socket.Abort();
        }
    }
}
