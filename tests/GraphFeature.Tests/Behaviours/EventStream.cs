using System.Text.Json;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Tests.Behaviours;

/// <summary>Reads server-sent events one by one.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public string? LastId { get; private set; }

    public static async Task<EventStream> OpenAsync(HttpClient client, string path, string? lastEventId, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    public async Task<BehaviourFinding> NextAsync() => (await NextEventAsync()).Finding ?? throw new InvalidDataException("an event without a finding");

    /// <summary>The next event as a WebSocket would tell it.</summary>
    public async Task<BehaviourEvent> NextEventAsync(CancellationToken cancellationToken = default)
    {
        var kind = BehaviourEvents.Finding;
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var line = await _lines.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException("the stream ended");
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                LastId = line[4..];
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                kind = line[7..];
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            if (kind == BehaviourEvents.Reset)
                return JsonSerializer.Deserialize<BehaviourEvent>(line[6..], JsonSerializerOptions.Web) ?? throw new InvalidDataException(line);
            return new BehaviourEvent($"{LastId}", kind, JsonSerializer.Deserialize<BehaviourFinding>(line[6..], JsonSerializerOptions.Web) ?? throw new InvalidDataException(line));
        }
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
