using Dapr;
using Microsoft.AspNetCore.Builder;

namespace NetMl.DaprSdk.Tests.AspNetCore;

public class SubscribeHandlerTests
{
    [Fact]
    public async Task MapSubscribeHandler_SeveralTopics_ListsThemByPubsubAndTopic()
    {
        var json = await SubscriptionsAsync(app =>
        {
            app.MapPost("/b/x", () => { }).WithTopic("pubsub", "two");
            app.MapPost("a", () => { }).WithTopic(new TopicOptions { PubsubName = "pubsub", Name = "one", DeadLetterTopic = "one.dead" });
            app.MapPost("plain", () => { });
        });

        Assert.Equal(
            """[{"topic":"one","pubsubName":"pubsub","route":"a","deadLetterTopic":"one.dead"},{"topic":"two","pubsubName":"pubsub","route":"b/x"}]""",
            json);
    }

    [Fact]
    public async Task MapSubscribeHandler_Metadata_IsListed()
    {
        var json = await SubscriptionsAsync(app =>
            app.MapPost("a", () => { }).WithTopic("pubsub", "one", enableRawPayload: true, new Dictionary<string, string> { ["k"] = "v" }));

        Assert.Equal("""[{"topic":"one","pubsubName":"pubsub","route":"a","metadata":{"k":"v","rawPayload":"true"}}]""", json);
    }

    [Fact]
    public async Task MapSubscribeHandler_Rules_AreOrderedByPriority()
    {
        var json = await SubscriptionsAsync(app =>
        {
            app.MapPost("other", () => { }).WithTopic("pubsub", "one");
            app.MapPost("b", () => { }).WithTopic(new TopicOptions { PubsubName = "pubsub", Name = "one", Match = "event.type == \"B\"", Priority = 2 });
            app.MapPost("a", () => { }).WithTopic(new TopicOptions { PubsubName = "pubsub", Name = "one", Match = "event.type == \"A\"", Priority = 1 });
        });

        Assert.Equal(
            """[{"topic":"one","pubsubName":"pubsub","routes":{"default":"other","rules":[{"match":"event.type == \u0022A\u0022","path":"a"},{"match":"event.type == \u0022B\u0022","path":"b"}]}}]""",
            json);
    }

    [Fact]
    public async Task MapSubscribeHandler_TopicAttribute_Subscribes()
    {
        var json = await SubscriptionsAsync(app => app.MapPost("a", [Topic("pubsub", "one")] () => { }));

        Assert.Equal("""[{"topic":"one","pubsubName":"pubsub","route":"a"}]""", json);
    }

    private static async Task<string> SubscriptionsAsync(Action<WebApplication> map)
    {
        await using var app = await WebApp.StartAsync(_ => { }, a =>
        {
            a.MapSubscribeHandler();
            map(a);
        });
        return await app.Http.GetStringAsync("/dapr/subscribe");
    }
}
