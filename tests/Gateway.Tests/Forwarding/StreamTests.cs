using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Forwarding;

public sealed class StreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Events_WhileTheServiceStillSends_ArriveOneByOne()
    {
        using var next = new SemaphoreSlim(0);
        await using var replica = await Replica.StartAsync("training-coordinator", app => app.MapGet("/v1/jobs/{id}/events", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var number = 1; number <= 3; number++)
            {
                await context.Response.WriteAsync($"data: {number}\n\n");
                await context.Response.Body.FlushAsync();
                await next.WaitAsync(context.RequestAborted);
            }
        }));
        await using var gateway = new GatewayUnderTest(replica).With("Gateway:Forwarding:Silence", "00:00:00.2");
        using var client = gateway.Client();

        using var response = await client.GetAsync("/v1/jobs/1/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var number = 1; number <= 3; number++)
        {
            Assert.Equal($"data: {number}", await lines.ReadLineAsync().WaitAsync(Patience));
            Assert.Equal("", await lines.ReadLineAsync().WaitAsync(Patience));
            next.Release();
        }

        Assert.Null(await lines.ReadLineAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Events_WhenTheCallerLeaves_EndInTheService()
    {
        var left = new TaskCompletionSource();
        await using var replica = await Replica.StartAsync("graph-feature", app => app.MapGet("/v1/datasets/{dataset}/behaviours/stream", async (HttpContext context) =>
        {
            context.RequestAborted.Register(left.SetResult);
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            await left.Task;
        }));
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client();

        using (await client.GetAsync("/v1/datasets/lab/behaviours/stream", HttpCompletionOption.ResponseHeadersRead))
        {
        }

        await left.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Upload_WhileTheCallerStillSends_ReachesTheService()
    {
        var first = new TaskCompletionSource();
        await using var replica = await Replica.StartAsync("ingest", app => app.MapPost("/v1/datasets/{dataset}/flows", async (HttpContext context) =>
        {
            var buffer = new byte[16];
            await context.Request.Body.ReadExactlyAsync(buffer);
            first.SetResult();
            await context.Request.Body.CopyToAsync(Stream.Null);
        }));
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client();
        using var content = new HeldContent(first.Task);

        using var response = await client.PostAsync("/v1/datasets/lab/flows", content).WaitAsync(Patience);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WebSocket_OverEitherProtocol_IsEchoedThroughExtendedConnect(bool http2)
    {
        var protocol = new TaskCompletionSource<string>();
        await using var replica = await Replica.StartAsync("ingest", app => app.Map("/v1/datasets/{dataset}/flows/stream", context => EchoAsync(context, protocol)));
        await using var gateway = new GatewayUnderTest(replica);
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Api-Key", GatewayUnderTest.Key);
        socket.Options.HttpVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        gateway.StartServer();
        var address = new UriBuilder(http2 ? gateway.H2cAddress : gateway.Address) { Scheme = "ws", Path = "/v1/datasets/lab/flows/stream" }.Uri;
        using var patience = new CancellationTokenSource(Patience);

        await socket.ConnectAsync(address, invoker, patience.Token);
        await socket.SendAsync("a flow"u8.ToArray(), WebSocketMessageType.Text, true, patience.Token);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);

        Assert.Equal("a flow", Encoding.UTF8.GetString(buffer, 0, received.Count));
        Assert.Equal("HTTP/2 CONNECT", await protocol.Task);
    }

    [Fact]
    public async Task WebSocket_WithoutKey_IsRefused()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.StartServer();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/v1/datasets/lab/flows/stream" }.Uri, default));

        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
    }

    private static async Task EchoAsync(HttpContext context, TaskCompletionSource<string> protocol)
    {
        protocol.SetResult($"{context.Request.Protocol} {context.Request.Method}");
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: WebSocketMessageType.Text } message)
            await socket.SendAsync(buffer.AsMemory(0, message.Count), WebSocketMessageType.Text, true, context.RequestAborted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    /// <summary>Sends its second half only after <paramref name="release"/>.</summary>
    private sealed class HeldContent(Task release) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[1000]);
            await stream.FlushAsync();
            await release.WaitAsync(Patience);
            await stream.WriteAsync(new byte[1000]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
