using System.Net.WebSockets;
using System.Text.Json;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Tests.Behaviours;

/// <summary>Reads the messages of a WebSocket one by one.</summary>
internal sealed class EventSocket(WebSocket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly byte[] _buffer = new byte[1 << 16];

    public WebSocket Socket => socket;

    public async Task<BehaviourEvent> NextEventAsync(CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new EndOfStreamException($"closed: {socket.CloseStatusDescription}");
            length += part.Count;
            if (part.EndOfMessage)
                return JsonSerializer.Deserialize<BehaviourEvent>(_buffer.AsSpan(0, length), JsonSerializerOptions.Web) ?? throw new InvalidDataException("null");
        }
    }

    public void Dispose() => socket.Dispose();
}
