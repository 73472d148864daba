using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Http;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Invocation;

public class InvokeTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Invoke_AnyVerb_CarriesPathQueryHeadersBodyAndStatus(string verb)
    {
        await using var app = await FakeApp.StartAsync(handler: async (context, request) =>
        {
            context.Response.StatusCode = 418;
            context.Response.Headers["X-Back"] = "b";
            await context.Response.WriteAsync($"got {request.Text}");
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "callee", AppPort = app.Port }, new AppOptions { AppId = "caller" });
        using var request = new HttpRequestMessage(new HttpMethod(verb), "/v1.0/invoke/callee/method/v1/a%20b/c?x=1&y=%2F");
        request.Headers.Add("X-Own", "o");
        if (verb is not ("GET" or "DELETE"))
            request.Content = new StringContent("body");

        var response = await sidecar.Http[1].SendAsync(request);
        var got = await app.NextAsync();

        Assert.Equal((verb, "/v1/a%20b/c?x=1&y=%2F", "o"), (got.Method, got.Target, got.Headers["X-Own"]));
        Assert.Equal(("caller", "callee"), (got.Headers["dapr-caller-app-id"], got.Headers["dapr-callee-app-id"]));
        Assert.Equal($"127.0.0.1:{app.Port}", got.Headers["Host"]);
        Assert.Equal((418, "b"), ((int)response.StatusCode, response.Headers.GetValues("X-Back").Single()));
        Assert.Equal($"got {got.Text}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Invoke_ByHeaderOrBasicUser_TakesThePathAsItIs()
    {
        await using var app = await FakeApp.StartAsync();
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "callee", AppPort = app.Port });
        using var byHeader = new HttpRequestMessage(HttpMethod.Get, "/orders/1?x=1") { Headers = { { "dapr-app-id", "callee" } } };
        using var byUser = new HttpRequestMessage(HttpMethod.Get, "/orders/2") { Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("dapr-app-id:callee"u8)) } };

        await sidecar.First.SendAsync(byHeader);
        await sidecar.First.SendAsync(byUser);

        Assert.Equal(["/orders/1?x=1", "/orders/2"], app.All.Select(request => request.Target));
    }

    [Fact]
    public async Task Invoke_WithoutAppId_Is404()
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a" });

        var response = await sidecar.First.GetAsync("/orders/1");

        Assert.Equal((HttpStatusCode.NotFound, "ERR_DIRECT_INVOKE"), (response.StatusCode, await response.ErrorCodeAsync()));
    }

    [Fact]
    public async Task Invoke_UnknownApp_Is500AtOnce()
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a" });

        var response = await sidecar.First.GetAsync("/v1.0/invoke/ghost/method/x");

        Assert.Equal((HttpStatusCode.InternalServerError, "ERR_DIRECT_INVOKE"), (response.StatusCode, await response.ErrorCodeAsync()));
    }

    [Fact]
    public async Task Invoke_AppThatStartsWithinTheRetries_Succeeds()
    {
        var port = FreePort.Next();
        await using var sidecar = await TestSidecar.StartAsync(ComponentFolder.Create(), [new AppOptions { AppId = "late", AppPort = port }], wait: false);

        var call = sidecar.First.PostTextAsync("/v1.0/invoke/late/method/x", "body");
        await using var app = await FakeApp.StartAsync(port);

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.Equal("body", (await app.NextAsync()).Text);
    }

    [Fact]
    public async Task Invoke_TwoInstances_TakesTurns_AndSparesTheDeadOne()
    {
        var one = await FakeApp.StartAsync();
        await using var two = await FakeApp.StartAsync();
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "callee", AppPort = one.Port }, new AppOptions { AppId = "callee", AppPort = two.Port });

        for (var i = 0; i < 10; i++)
            await sidecar.First.GetAsync("/v1.0/invoke/callee/method/x");
        var shares = (one.All.Count, two.All.Count);
        await one.DisposeAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await sidecar.First.GetAsync("/v1.0/invoke/callee/method/x")).StatusCode);

        Assert.Equal((5, 5), shares);
        Assert.Equal(15, two.All.Count);
    }

    [Fact]
    public async Task Invoke_ChunkedRequest_ReachesTheAppWhileItIsStillBeingSent()
    {
        var heard = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var app = await FakeApp.StartAsync(handler: async (context, _) =>
        {
            var buffer = new byte[100];
            while (await context.Request.Body.ReadAsync(buffer) is > 0 and var count)
                heard.Writer.TryWrite(Encoding.UTF8.GetString(buffer, 0, count));
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "echo", AppPort = app.Port });
        var talk = new TalkingContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0/invoke/echo/method/x") { Content = talk, Headers = { { "x-read-nothing", "1" } } };

        var response = sidecar.First.SendAsync(request);
        var words = new List<string>();
        foreach (var word in new[] { "one", "two", "three" })
        {
            await talk.SayAsync(word);
            words.Add(await heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        }
        talk.End();

        Assert.Equal(["one", "two", "three"], words);
        Assert.Equal(HttpStatusCode.OK, (await response).StatusCode);
    }

    [Fact]
    public async Task Invoke_ChunkedAnswer_ReachesTheCallerWhileItIsStillBeingWritten()
    {
        var next = new SemaphoreSlim(0);
        await using var app = await FakeApp.StartAsync(handler: async (context, _) =>
        {
            foreach (var word in new[] { "one", "two", "three" })
            {
                await context.Response.WriteAsync(word);
                await context.Response.Body.FlushAsync();
                await next.WaitAsync(TimeSpan.FromSeconds(10));
            }
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "echo", AppPort = app.Port });

        using var response = await sidecar.First.GetAsync("/v1.0/invoke/echo/method/x", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var words = new List<string>();
        var buffer = new byte[100];
        while (await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(5)) is > 0 and var count)
        {
            words.Add(Encoding.UTF8.GetString(buffer, 0, count));
            next.Release();
        }

        Assert.Equal(["one", "two", "three"], words);
    }

    [Fact]
    public async Task Invoke_LargeAnswer_PassesWithoutBeingHeldInMemory()
    {
        const int megabytes = 200;
        await using var app = await FakeApp.StartAsync(handler: async (context, _) =>
        {
            var part = new byte[1 << 20];
            for (var i = 0; i < megabytes; i++)
                await context.Response.Body.WriteAsync(part);
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "big", AppPort = app.Port });

        using var response = await sidecar.First.GetAsync("/v1.0/invoke/big/method/x", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var total = 0L;
        var buffer = new byte[1 << 16];
        while (await stream.ReadAsync(buffer) is > 0 and var count)
            total += count;

        Assert.Equal((long)megabytes << 20, total);
        Assert.InRange(GC.GetTotalMemory(false), 0, 150L << 20);
    }

    [Fact]
    public async Task Invoke_BodyOverTheLimit_Is413_AndUnlimitedWhenTheLimitIsZero()
    {
        await using var app = await FakeApp.StartAsync();
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port }, new AppOptions { AppId = "free", MaxBodyBytes = 0 });

        var refused = await sidecar.Http[0].PostAsync("/v1.0/invoke/a/method/x", new ByteArrayContent(new byte[AppOptions.DefaultMaxBodyBytes + 1]));
        var taken = await sidecar.Http[1].PostAsync("/v1.0/invoke/a/method/x", new ByteArrayContent(new byte[AppOptions.DefaultMaxBodyBytes + 1]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
    }

    private sealed class TalkingContent : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new();

        public async Task SayAsync(string word)
        {
            var stream = await _stream.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(word));
            await stream.FlushAsync();
        }

        public void End() => _end.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _stream.SetResult(stream);
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
