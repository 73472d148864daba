using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Http;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Actors;

public class ActorCallTests
{
    [Fact]
    public async Task Method_FromAnyVerb_ReachesAppAsPutWithHeadersAndBody()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config, handler: async (context, _) =>
        {
            context.Response.Headers["X-Back"] = "yes";
            await context.Response.WriteAsync("answer");
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{sidecar.First.BaseAddress}/v1.0/actors/Demo/my.actor/method/Do?x=1") { Content = new ByteArrayContent([1, 2, 3]) };
        request.Headers.Add("X-DaprRequestHeader", "header");

        var response = await sidecar.First.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("answer", await response.Content.ReadAsStringAsync());
        Assert.Equal("yes", response.Headers.GetValues("X-Back").Single());
        var got = await app.NextAsync();
        Assert.Equal(("PUT", "/actors/Demo/my.actor/method/Do?x=1"), (got.Method, got.Target));
        Assert.Equal([1, 2, 3], got.Body);
        Assert.Equal(("header", "true"), (got.Headers["X-DaprRequestHeader"], got.Headers["Dapr-API-Call"]));
    }

    [Fact]
    public async Task Method_AppAnswers200WithErrorHeader_IsPassedThrough()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config, handler: (context, _) =>
        {
            context.Response.Headers["X-DaprErrorResponseHeader"] = "oops";
            return context.Response.WriteAsync("details");
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        var response = await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("oops", response.Headers.GetValues("X-DaprErrorResponseHeader").Single());
    }

    [Theory]
    [InlineData(204)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Method_AppAnswersOtherThan200_IsInvokeMethodError(int status)
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config, handler: (context, _) =>
        {
            context.Response.StatusCode = status;
            return status == 204 ? Task.CompletedTask : context.Response.WriteAsync("why");
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        var response = await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var error = await response.JsonAsync();
        Assert.Equal("ERR_ACTOR_INVOKE_METHOD", error.GetProperty("errorCode").GetString());
        Assert.Contains($"error from actor service: ({status})", error.GetProperty("message").GetString());
        Assert.Single(app.All);
    }

    [Fact]
    public async Task Method_TypeNobodyHosts_FailsAfterRetriesWithLookupError()
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a" });

        var response = await sidecar.First.PutAsync("/v1.0/actors/Ghost/1/method/Do", null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var error = await response.JsonAsync();
        Assert.Equal("ERR_ACTOR_INVOKE_METHOD", error.GetProperty("errorCode").GetString());
        Assert.Contains("did not find address for actor 'Ghost/1'", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Method_HostComesWithinTheRetries_Succeeds()
    {
        var port = FreePort.Next();
        await using var sidecar = await TestSidecar.StartAsync(ComponentFolder.Create(), [new AppOptions { AppId = "a", AppPort = port }], wait: false);
        var call = sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        await using var app = await FakeApp.StartAsync(port, config: ActorTestApp.Config);

        var response = await call;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(AppOptions.DefaultMaxBodyBytes, HttpStatusCode.OK)]
    [InlineData(AppOptions.DefaultMaxBodyBytes + 1, HttpStatusCode.BadRequest)]
    public async Task Method_BodyAtAndOverTheLimit_IsTakenOrRefused(int bytes, HttpStatusCode expected)
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        var response = await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", new ByteArrayContent(new byte[bytes]));

        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK)
            Assert.Equal("ERR_BAD_REQUEST", await response.ErrorCodeAsync());
    }

    [Fact]
    public async Task Method_ManyCallsToFewActors_TurnsNeverOverlapAndKeepTheOrderOfOneCaller()
    {
        var running = new ConcurrentDictionary<string, int>();
        var overlaps = new ConcurrentBag<int>();
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        app.Handler = ActorTestApp.Counting(running, overlaps, () => Task.Delay(1));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => sidecar.First.PutAsync($"/v1.0/actors/Demo/{i % 3}/method/Do", new StringContent($"{i}"))));

        Assert.Equal(300, overlaps.Count);
        Assert.All(overlaps, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Method_ReentrantTypeCallsItself_EntersWithTheSameIdUpToTheDepth()
    {
        HttpClient? back = null;
        await using var app = await FakeApp.StartAsync(
            config: ActorTestApp.With("\"reentrancy\":{\"enabled\":true,\"maxStackDepth\":3}"),
            handler: async (context, request) =>
            {
                Assert.NotNull(back);
                using var inner = new HttpRequestMessage(HttpMethod.Put, "/v1.0/actors/Demo/1/method/Do");
                inner.Headers.Add("Dapr-Reentrancy-Id", request.Headers["Dapr-Reentrancy-Id"]);
                using var response = await back.SendAsync(inner);
                await context.Response.WriteAsync($"1{await response.Content.ReadAsStringAsync()}");
            });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        back = sidecar.First;

        var text = await (await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null)).Content.ReadAsStringAsync();

        Assert.StartsWith("111{", text);
        Assert.Contains("ERR_ACTOR_STACK_DEPTH", text);
        Assert.Equal(3, app.All.Count);
    }

    [Fact]
    public async Task Method_CallerGivesUp_TurnStaysTakenUntilTheAppHasAnswered()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config, handler: async (_, request) =>
        {
            entered.TrySetResult();
            if (request.Text == "first")
                await release.Task;
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        using var patience = new CancellationTokenSource();
        var first = sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", new StringContent("first"), patience.Token);
        await entered.Task;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", new StringContent("second"));
        await Task.Delay(300);
        var seenBefore = app.All.Count;
        release.SetResult();
        await second;

        Assert.Equal((1, 2), (seenBefore, app.All.Count));
    }
}
