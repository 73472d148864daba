using System.IO.Pipelines;
using System.Net.WebSockets;

namespace NetMl.Ingest.Streams;

/// <summary>Moves a WebSocket's text messages into a pipe; each message ends with a line end there.</summary>
internal static class SocketLines
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>
    /// Ends when the other side closes or vanishes, or the token says so; then the pipe is complete. After the reader has had enough,
    /// what comes is thrown away.
    /// </summary>
    public static async Task ReceiveAsync(WebSocket socket, PipeWriter lines, CancellationToken cancellationToken)
    {
        try
        {
            while (await ReceiveChunkAsync(socket, lines, cancellationToken))
                await lines.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The sender is gone, or the service stops: what has come so far counts.
        }
        await lines.CompleteAsync();
    }

    private static async Task<bool> ReceiveChunkAsync(WebSocket socket, PipeWriter lines, CancellationToken cancellationToken)
    {
        var memory = lines.GetMemory(ChunkBytes);
        var chunk = await socket.ReceiveAsync(memory[..^1], cancellationToken);
        if (chunk.MessageType == WebSocketMessageType.Close)
            return false;
        var count = chunk.Count;
        if (chunk.EndOfMessage && (count == 0 || memory.Span[count - 1] != '\n'))
            memory.Span[count++] = (byte)'\n';
        lines.Advance(count);
        return true;
    }
}
