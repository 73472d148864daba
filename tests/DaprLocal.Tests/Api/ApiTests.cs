using System.Net;
using DaprLocal.Apps;
using NetMl.DaprLocal.Tests.Actors;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Api;

public class ApiTests
{
    [Theory]
    [InlineData("/v1.0/state/statestore/k", null, HttpStatusCode.Unauthorized)]
    [InlineData("/v1.0/state/statestore/k", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/v1.0/state/statestore/k", "secret", HttpStatusCode.NoContent)]
    [InlineData("/v1.0/healthz", null, HttpStatusCode.Unauthorized)]
    [InlineData("/v1.0/healthz/outbound", null, HttpStatusCode.NoContent)]
    [InlineData("/v1.0/invoke/a/method/x", null, HttpStatusCode.Unauthorized)]
    public async Task ApiToken_IsAskedForEverywhereButOutboundHealth(string path, string? token, HttpStatusCode expected)
    {
        await using var sidecar = await TestSidecar.StartAsync(ComponentFolder.Create(), [new AppOptions { AppId = "a" }], apiToken: "secret");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Add("dapr-api-token", token);

        var response = await sidecar.First.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Unauthorized)
            Assert.Equal("invalid api token", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ApiToken_OfTheCaller_IsNotForwardedToTheCallee()
    {
        await using var app = await FakeApp.StartAsync();
        await using var sidecar = await TestSidecar.StartAsync(ComponentFolder.Create(), [new AppOptions { AppId = "a", AppPort = app.Port }], apiToken: "secret");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/invoke/a/method/x") { Headers = { { "dapr-api-token", "secret" } } };

        await sidecar.First.SendAsync(request);

        Assert.DoesNotContain("dapr-api-token", (await app.NextAsync()).Headers.Keys);
    }

    [Fact]
    public async Task Health_BeforeTheAppIsUp_IsNotReady_ButOutboundIs()
    {
        var port = FreePort.Next();
        await using var sidecar = await TestSidecar.StartAsync(ComponentFolder.Create(), [new AppOptions { AppId = "a", AppPort = port }], wait: false);

        var before = await sidecar.First.GetAsync("/v1.0/healthz");
        var outbound = await sidecar.First.GetAsync("/v1.0/healthz/outbound");
        await using var app = await FakeApp.StartAsync(port);
        await Until.TrueAsync(async () => (await sidecar.First.GetAsync("/v1.0/healthz")).StatusCode == HttpStatusCode.NoContent, "the sidecar is ready");

        Assert.Equal((HttpStatusCode.InternalServerError, "ERR_HEALTH_NOT_READY"), (before.StatusCode, await before.ErrorCodeAsync()));
        Assert.Equal(HttpStatusCode.NoContent, outbound.StatusCode);
    }

    [Fact]
    public async Task Health_OfAnotherAppId_DoesNotMatch()
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a" });

        Assert.Equal("ERR_HEALTH_APPID_NOT_MATCH", await (await sidecar.First.GetAsync("/v1.0/healthz?appid=b")).ErrorCodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.First.GetAsync("/v1.0/healthz?appid=a")).StatusCode);
    }

    [Fact]
    public async Task Metadata_TellsOfActorsComponentsSubscriptionsAndLabels()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config, subscribe: """[{"pubsubname":"pubsub","topic":"t","route":"t","deadLetterTopic":"d"}]""");
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);

        var put = await sidecar.First.PutAsync("/v1.0/metadata/color", new StringContent("blue"));
        var metadata = await (await sidecar.First.GetAsync("/v1.0/metadata")).JsonAsync();

        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal(("a", "blue"), (metadata.GetProperty("id").GetString(), metadata.GetProperty("extended").GetProperty("color").GetString()));
        Assert.Equal("""[{"type":"Demo","count":1}]""", metadata.GetProperty("actors").GetRawText());
        Assert.Equal(["modelstore", "pubsub", "statestore"], metadata.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()));
        Assert.Equal("""[{"pubsubname":"pubsub","topic":"t","rules":[{"match":"","path":"/t"}],"deadLetterTopic":"d","type":"PROGRAMMATIC"}]""", metadata.GetProperty("subscriptions").GetRawText());
        Assert.Equal(app.Port, metadata.GetProperty("appConnectionProperties").GetProperty("port").GetInt32());
    }

    [Fact]
    public async Task Component_ScopedToAnotherApp_IsNotThere()
    {
        var folder = ComponentFolder.Create();
        folder.Add("private.yaml", ComponentFolder.Component("private", "state.sqlite", ComponentFolder.Item("connectionString", folder.StateFile)) + "scopes:\n  - b\n");
        await using var sidecar = await TestSidecar.StartAsync(folder, [new AppOptions { AppId = "a" }, new AppOptions { AppId = "b" }]);

        Assert.Equal(HttpStatusCode.BadRequest, (await sidecar.Http[0].GetAsync("/v1.0/state/private/k")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.Http[1].GetAsync("/v1.0/state/private/k")).StatusCode);
    }

    [Theory]
    [InlineData("/v1.0/nothing")]
    [InlineData("/v1.0")]
    [InlineData("/v1.0/publish/pubsub/t")]
    public async Task UnknownPathOrVerb_Is404(string path)
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a" });

        Assert.Equal(HttpStatusCode.NotFound, (await sidecar.First.GetAsync(path)).StatusCode);
    }
}
