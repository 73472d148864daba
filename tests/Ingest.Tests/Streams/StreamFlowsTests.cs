using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Ingest.Tests.Fixtures;

namespace NetMl.Ingest.Tests.Streams;

public sealed class StreamFlowsTests
{
    private const string Stream = "/v1/datasets/live/flows/stream";

    [Fact]
    public async Task Connect_LinesThenClose_PublishesThemAndSendsTotals()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("BatchRows", "100"));
        using var socket = await ConnectAsync(ingest);

        foreach (var line in Logs.Zeek(150).TrimEnd('\n').Split('\n'))
            await SendAsync(socket, line);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        var totals = await ReadToCloseAsync(socket);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.Equal(("live", "zeek-tsv", 150L, 2), (totals[^1].Dataset, totals[^1].Format, totals[^1].RowsAccepted, totals[^1].Batches));
        Assert.Equal(Enumerable.Range(0, 150).Select(i => (long)i), ingest.Sidecar.Rows.Select(r => r.SourceBytes));
    }

    [Fact]
    public async Task Connect_OverHttp2_WorksTheSame()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };
        await socket.ConnectAsync(new UriBuilder(ingest.H2cAddress) { Scheme = "ws", Path = Stream }.Uri, invoker, CancellationToken.None);

        await SendAsync(socket, Logs.Zeek(3));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        var totals = await ReadToCloseAsync(socket);

        Assert.Equal(3, Assert.Single(totals).RowsAccepted);
        Assert.Equal(3, ingest.Sidecar.Rows.Count());
    }

    [Fact]
    public async Task Connect_QuietSender_PublishesWhatWaits()
    {
        var patience = TimeSpan.FromSeconds(1);
        var time = new SignallingTime(patience);
        await using var ingest = await IngestUnderTest.StartAsync(time, ("StreamFlushAfter", "00:00:01"));
        using var socket = await ConnectAsync(ingest);

        await SendAsync(socket, Logs.Zeek(3));
        await time.Waiting;
        time.Advance(patience);
        var receiving = ReadOneAsync(socket);

        Assert.Equal(3, (await receiving)?.RowsAccepted);
        Assert.Equal(3, ingest.Sidecar.Rows.Count());
    }

    [Fact]
    public async Task Connect_UnknownFormat_IsClosedWithTheReason()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var socket = await ConnectAsync(ingest);

        await SendAsync(socket, "what is this");
        await SendAsync(socket, "no idea");
        await ReadToCloseAsync(socket);

        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, socket.CloseStatus);
        Assert.StartsWith("the first lines fit none of the formats", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task Connect_BrokerGone_IsClosedWithTheReason()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("PublishAttempts", "1"));
        ingest.Sidecar.Answer = _ => Task.FromResult((500, "no"));
        using var socket = await ConnectAsync(ingest);

        await SendAsync(socket, Logs.Zeek(3));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await ReadToCloseAsync(socket);

        Assert.Equal(WebSocketCloseStatus.InternalServerError, socket.CloseStatus);
        Assert.Contains("broker", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task Get_WithoutWebSocket_Answers400WithASentence()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();

        using var response = await client.GetAsync(Stream);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("ws://", await response.SentenceAsync());
    }

    private static async Task<ClientWebSocket> ConnectAsync(IngestUnderTest ingest)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(ingest.Address) { Scheme = "ws", Path = Stream }.Uri, CancellationToken.None);
        return socket;
    }

    private static ValueTask SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task<List<FlowsAccepted>> ReadToCloseAsync(ClientWebSocket socket)
    {
        var all = new List<FlowsAccepted>();
        while (await ReadOneAsync(socket) is { } totals)
            all.Add(totals);
        return all;
    }

    /// <summary>One message; null = the other side closed.</summary>
    private static async Task<FlowsAccepted?> ReadOneAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var message = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        return message.MessageType == WebSocketMessageType.Close
            ? null
            : JsonSerializer.Deserialize(buffer.AsSpan(0, message.Count), WireJson.Default.FlowsAccepted);
    }
}
