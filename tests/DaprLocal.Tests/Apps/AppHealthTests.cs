using System.Net;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Http;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Apps;

public class AppHealthTests
{
    [Fact]
    public async Task HealthCheck_Failing_TakesTheAppOutUntilItIsHealthyAgain()
    {
        var healthy = true;
        await using var app = await FakeApp.StartAsync(handler: (context, request) =>
        {
            context.Response.StatusCode = request.Target == "/ok" && !Volatile.Read(ref healthy) ? 503 : 200;
            return Task.CompletedTask;
        });
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions
        {
            AppId = "a",
            AppPort = app.Port,
            HealthCheck = true,
            HealthCheckPath = "/ok",
            HealthCheckInterval = TimeSpan.FromMilliseconds(100),
            HealthCheckThreshold = 2,
        });

        Volatile.Write(ref healthy, false);
        await Until.TrueAsync(() => !sidecar.Apps.Instances[0].IsLive, "the app is taken out");
        Volatile.Write(ref healthy, true);
        await Until.TrueAsync(() => sidecar.Apps.Instances[0].IsLive, "the app is back");
    }

    [Fact]
    public async Task App_RestartedWithOtherSubscriptions_IsAskedAgain()
    {
        var port = FreePort.Next();
        var first = await FakeApp.StartAsync(port, subscribe: """[{"pubsubname":"pubsub","topic":"old","route":"old"}]""");
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = port });
        await first.DisposeAsync();
        await Until.TrueAsync(() => !sidecar.Apps.Instances[0].IsLive, "the app is down");

        await using var second = await FakeApp.StartAsync(port, subscribe: """[{"pubsubname":"pubsub","topic":"new","route":"new"}]""");
        await Until.TrueAsync(() => sidecar.Apps.Instances[0].IsLive, "the app is back");
        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/new", "1");

        Assert.Equal("/new", (await second.NextAsync()).Target);
    }
}
