using System.Net.WebSockets;
using System.Text;
using NetMl.Ingest.Publishing;

namespace NetMl.Ingest.Streams;

/// <summary>How a WebSocket is closed: a status and a sentence, cut to the 123 bytes that RFC 6455 leaves for it.</summary>
internal sealed record StreamEnd
{
    private const int MaxReasonBytes = 123;

    public StreamEnd(WebSocketCloseStatus status, string sentence)
    {
        Status = status;
        while (Encoding.UTF8.GetByteCount(sentence) > MaxReasonBytes)
            sentence = sentence[..^1];
        Sentence = sentence;
    }

    public WebSocketCloseStatus Status { get; }

    public string Sentence { get; }

    public static StreamEnd For(PublishOutcome outcome) => outcome switch
    {
        PublishOutcome.TooSlow => new(WebSocketCloseStatus.EndpointUnavailable, "the broker is too slow: connect again and resend what the last totals lack"),
        PublishOutcome.DiskFull => new(WebSocketCloseStatus.InternalServerError, "the broker's disk is full: free some space, then connect again"),
        _ => new(WebSocketCloseStatus.InternalServerError, "the broker cannot be reached: connect again later"),
    };
}
