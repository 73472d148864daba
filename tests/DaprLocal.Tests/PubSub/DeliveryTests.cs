using System.Collections.Concurrent;
using System.Net;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Http;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.PubSub;

public class DeliveryTests
{
    private const string Plain = """[{"pubsubname":"pubsub","topic":"t","route":"t"}]""";
    private const string WithDeadLetters = """[{"pubsubname":"pubsub","topic":"t","route":"t","deadLetterTopic":"dead"},{"pubsubname":"pubsub","topic":"dead","route":"dead"}]""";

    private static Func<HttpContext, Received, Task> Answering(Func<Received, int, (int Status, string Body)> answer)
    {
        var counts = new ConcurrentDictionary<string, int>();
        return async (context, request) =>
        {
            var (status, body) = answer(request, counts.AddOrUpdate(request.Target, 1, (_, count) => count + 1));
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        };
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(200, "not json")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"status":"SUCCESS"}""")]
    public async Task Answer_ThatAcknowledges_EndsTheDelivery(int status, string body)
    {
        await using var app = await FakeApp.StartAsync(subscribe: Plain, handler: Answering((_, _) => (status, status == 204 ? "" : body)));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        await app.NextAsync();
        await Task.Delay(1000);

        Assert.Single(app.All);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(400, "")]
    [InlineData(200, """{"status":"RETRY"}""")]
    [InlineData(200, """{"status":"WHATEVER"}""")]
    public async Task Answer_ThatFails_IsTriedAgainUntilItSucceeds(int status, string body)
    {
        await using var app = await FakeApp.StartAsync(subscribe: Plain, handler: Answering((_, count) => count < 3 ? (status, body) : (200, "")));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        var tries = new[] { await app.NextAsync(), await app.NextAsync(), await app.NextAsync() };

        Assert.Single(tries.Select(request => request.Json.GetProperty("id").GetString()).Distinct());
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(404, "")]
    [InlineData(200, """{"status":"DROP"}""")]
    public async Task Answer_BadWithDeadLetterTopicAndNoPolicy_GoesThereAtOnce(int status, string body)
    {
        await using var app = await FakeApp.StartAsync(subscribe: WithDeadLetters, handler: Answering((request, _) => request.Target == "/t" ? (status, body) : (200, "")));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "\"x\"");
        var first = await app.NextAsync();
        var dead = await app.NextAsync();

        Assert.Equal(("/t", "/dead"), (first.Target, dead.Target));
        Assert.Equal(first.Json.GetProperty("id").GetString(), dead.Json.GetProperty("id").GetString());
        Assert.Equal("x", dead.Json.GetProperty("data").GetString());
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, """{"status":"DROP"}""")]
    public async Task Answer_DropWithoutDeadLetterTopic_IsNeverTriedAgain(int status, string body)
    {
        await using var app = await FakeApp.StartAsync(subscribe: Plain, handler: Answering((_, _) => (status, body)));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        await app.NextAsync();
        await Task.Delay(1200);

        Assert.Single(app.All);
    }

    [Fact]
    public async Task Policy_WithRetriesAndDeadLetterTopic_RetriesAsOftenThenGivesUp()
    {
        await using var app = await FakeApp.StartAsync(subscribe: WithDeadLetters, handler: Answering((request, _) => (request.Target == "/t" ? 500 : 200, "")));
        var folder = ComponentFolder.Create(ComponentFolder.Retries("policy: constant, duration: 50ms, maxRetries: 2"));
        await using var sidecar = await TestSidecar.StartAsync(folder, [new AppOptions { AppId = "a", AppPort = app.Port }]);

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        var targets = new List<string>();
        while (targets.Count == 0 || targets[^1] != "/dead")
            targets.Add((await app.NextAsync()).Target);

        Assert.Equal(["/t", "/t", "/t", "/dead"], targets);
    }

    [Fact]
    public async Task Policy_WithTimeout_CountsASlowAnswerAsFailure()
    {
        var release = new TaskCompletionSource();
        await using var app = await FakeApp.StartAsync(subscribe: WithDeadLetters, handler: (_, request) => request.Target == "/t" ? release.Task : Task.CompletedTask);
        var folder = ComponentFolder.Create(ComponentFolder.Retries("policy: constant, duration: 1ms, maxRetries: 0", "200ms"));
        await using var sidecar = await TestSidecar.StartAsync(folder, [new AppOptions { AppId = "a", AppPort = app.Port }]);

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        await app.NextAsync();
        var dead = await app.NextAsync();
        release.SetResult();

        Assert.Equal("/dead", dead.Target);
    }

    [Fact]
    public async Task Rules_ByType_PickTheRouteAndTheDefault()
    {
        await using var app = await FakeApp.StartAsync(subscribe: """[{"pubsubname":"pubsub","topic":"t","routes":{"rules":[{"match":"event.type == \"A\"","path":"/a"},{"match":"event.type == 'B' && event.data.n >= 2","path":"/b"}],"default":"/else"}}]""");
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        async Task<string> TargetAsync(string type, int n)
        {
            await sidecar.First.PostTextAsync($"/v1.0/publish/pubsub/t?metadata.cloudevent.type={type}", $$"""{"n":{{n}}}""");
            return (await app.NextAsync()).Target;
        }

        Assert.Equal(["/a", "/b", "/else", "/else"], new[] { await TargetAsync("A", 0), await TargetAsync("B", 2), await TargetAsync("B", 1), await TargetAsync("C", 0) });
    }

    [Fact]
    public async Task Rules_BeyondWhatIsEvaluated_LeaveTheSubscriptionOutButNotTheOthers()
    {
        await using var app = await FakeApp.StartAsync(subscribe: """[{"pubsubname":"pubsub","topic":"t","routes":{"rules":[{"match":"size(event.data) > 2","path":"/a"}]}},{"pubsubname":"pubsub","topic":"u","route":"u"}]""");
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        Assert.Equal("u", Assert.Single(sidecar.Apps.Instances[0].Subscriptions).Topic);
    }

    [Fact]
    public async Task RawPayload_BothWays_IsBase64InAnEnvelopeOfTheSidecar()
    {
        await using var app = await FakeApp.StartAsync(subscribe: """[{"pubsubname":"pubsub","topic":"t","route":"t","metadata":{"rawPayload":"true"}}]""");
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t?metadata.rawPayload=true", "abc", "text/plain");
        var envelope = (await app.NextAsync()).Json;

        Assert.Equal(("application/octet-stream", "YWJj"), (PublishTests.Text(envelope, "datacontenttype"), PublishTests.Text(envelope, "data_base64")));
    }

    [Fact]
    public async Task Expired_WhileTheSubscriberWasDown_GoesToDeadLetters()
    {
        var port = FreePort.Next();
        var first = await FakeApp.StartAsync(port, subscribe: WithDeadLetters);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = port });
        await first.DisposeAsync();
        await Until.TrueAsync(() => !sidecar.Apps.Instances[0].IsLive, "the app is down");
        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t?metadata.ttlInSeconds=1", "1");
        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "2");
        await Task.Delay(1100);

        await using var second = await FakeApp.StartAsync(port, subscribe: WithDeadLetters);
        var got = new[] { await second.NextAsync(), await second.NextAsync() }.ToDictionary(request => request.Target, request => request.Json.GetProperty("data").GetInt32());

        Assert.Equal((1, 2), (got["/dead"], got["/t"]));
    }

    [Fact]
    public async Task Subscriber_ThatComesLater_GetsWhatWasPublishedBefore()
    {
        var port = FreePort.Next();
        await using var sidecar = await TestSidecar.StartAsync(ComponentFolder.Create(), [new AppOptions { AppId = "a", AppPort = port }], wait: false);
        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "1");

        await using var app = await FakeApp.StartAsync(port, subscribe: Plain);

        Assert.Equal(1, (await app.NextAsync()).Json.GetProperty("data").GetInt32());
    }

    [Fact]
    public async Task TwoInstancesOfOneApp_CompeteAndEachMessageComesOnce_AnotherAppGetsAllToo()
    {
        await using var one = await FakeApp.StartAsync(subscribe: Plain);
        await using var two = await FakeApp.StartAsync(subscribe: Plain);
        await using var other = await FakeApp.StartAsync(subscribe: Plain);
        await using var sidecar = await TestSidecar.StartAsync(
            new AppOptions { AppId = "a", AppPort = one.Port }, new AppOptions { AppId = "a", AppPort = two.Port }, new AppOptions { AppId = "b", AppPort = other.Port });

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => sidecar.Http[i % 3].PostTextAsync("/v1.0/publish/pubsub/t", $"{i}")));
        await Until.TrueAsync(() => one.All.Count + two.All.Count >= 400 && other.All.Count >= 400, "all messages have come");
        await Task.Delay(300);

        var competing = one.All.Concat(two.All).Select(request => request.Json.GetProperty("data").GetInt32()).Order();
        Assert.Equal(Enumerable.Range(0, 400), competing);
        Assert.Equal(Enumerable.Range(0, 400), other.All.Select(request => request.Json.GetProperty("data").GetInt32()).Order());
        Assert.InRange(one.All.Count, 50, 350);
    }

    [Fact]
    public async Task OneInstanceDies_TheOtherGetsEverything()
    {
        var one = await FakeApp.StartAsync(subscribe: Plain);
        await using var two = await FakeApp.StartAsync(subscribe: Plain);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = one.Port }, new AppOptions { AppId = "a", AppPort = two.Port });

        await one.DisposeAsync();
        foreach (var i in Enumerable.Range(0, 20))
            await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", $"{i}");
        await Until.TrueAsync(() => two.All.Count == 20, "the living instance has all messages");

        Assert.Equal(Enumerable.Range(0, 20), two.All.Select(request => request.Json.GetProperty("data").GetInt32()).Order());
    }

    [Fact]
    public async Task AppToken_IsSentToTheAppOnEveryCall()
    {
        await using var app = await FakeApp.StartAsync(subscribe: Plain);
        await using var sidecar = await TestSidecar.StartAsync(ComponentFolder.Create(), [new AppOptions { AppId = "a", AppPort = app.Port }], appToken: "secret");

        await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        var delivered = await app.NextAsync();
        await sidecar.First.GetAsync("/v1.0/invoke/a/method/x");
        var invoked = await app.NextAsync();

        Assert.Equal(("secret", "secret"), (delivered.Headers["dapr-api-token"], invoked.Headers["dapr-api-token"]));
    }
}
