using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Tests.Behaviours;

namespace NetMl.GraphFeature.Tests.Live;

/// <summary>Follows findings as a client does: whenever its connection breaks, it comes back with its last token.</summary>
internal sealed class FindingReader(HttpClient client, string path, bool isSocket)
{
    private readonly ConcurrentDictionary<string, string> _findings = new(StringComparer.Ordinal);

    /// <summary>What it believes is found now, as JSON by id.</summary>
    public IReadOnlyDictionary<string, string> Findings => _findings;

    /// <summary>Tokens in the order in which they came.</summary>
    public ConcurrentQueue<string> Tokens { get; } = [];

    public int Connections { get; private set; }

    public int Withdrawn { get; private set; }

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? token = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in ReadAsync(token, cancellationToken))
                    token = Apply(change);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or WebSocketException or OperationCanceledException)
            {
                // The service was killed, or is not there again yet.
            }
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken));
        }
    }

    private string Apply(BehaviourEvent change)
    {
        Tokens.Enqueue(change.Token);
        Assert.NotNull(change.Finding);
        if (change.Kind == BehaviourEvents.Withdrawn)
        {
            Withdrawn++;
            Assert.True(_findings.TryRemove(change.Finding.Id, out _), $"{change.Finding.Id} is withdrawn but was never told");
        }
        else
        {
            _findings[change.Finding.Id] = JsonSerializer.Serialize(change.Finding);
        }
        return change.Token;
    }

    private async IAsyncEnumerable<BehaviourEvent> ReadAsync(string? token, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (isSocket)
        {
            using var socket = new EventSocket(await ConnectAsync(token, cancellationToken));
            Connections++;
            while (true)
                yield return await socket.NextEventAsync(cancellationToken);
        }
        using var stream = await EventStream.OpenAsync(client, path, token, cancellationToken);
        Connections++;
        while (true)
            yield return await stream.NextEventAsync(cancellationToken);
    }

    private async Task<WebSocket> ConnectAsync(string? token, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = client.DefaultRequestVersion;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        foreach (var (name, values) in client.DefaultRequestHeaders)
            socket.Options.SetRequestHeader(name, string.Join(',', values));
        var address = new UriBuilder(new Uri(client.BaseAddress ?? throw new InvalidOperationException(), path)) { Scheme = "ws", Query = token is null ? "" : $"after={token}" };
        await socket.ConnectAsync(address.Uri, client.DefaultRequestVersion.Major == 1 ? null : Http2, cancellationToken);
        return socket;
    }

    private static readonly HttpMessageInvoker Http2 = new(new SocketsHttpHandler());

    /// <summary>Place in the log.</summary>
    public static long Sequence(string token) => long.Parse(token[(token.IndexOf('.', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
}
