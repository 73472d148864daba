using System.Net;
using System.Text.Json;
using DaprLocal.Apps;
using NetMl.DaprLocal.Tests.Support;

namespace NetMl.DaprLocal.Tests.PubSub;

public class PublishTests
{
    private const string Subscribed = """[{"pubsubName":"pubsub","topic":"t","route":"on/t"}]""";

    private static async Task<(FakeApp App, TestSidecar Sidecar)> StartAsync(string subscribe = Subscribed)
    {
        var app = await FakeApp.StartAsync(subscribe: subscribe);
        return (app, await TestSidecar.StartAsync(new AppOptions { AppId = "sub", AppPort = app.Port }, new AppOptions { AppId = "pub" }));
    }

    [Fact]
    public async Task Publish_Json_IsDeliveredInACompleteEnvelope()
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;

        var response = await sidecar.Http[1].PostTextAsync("/v1.0/publish/pubsub/t", """{"n":1}""");
        var got = await app.NextAsync();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(("POST", "/on/t", "application/cloudevents+json", "pubsub"), (got.Method, got.Target, got.Headers["Content-Type"], got.Headers["pubsubname"]));
        var envelope = got.Json;
        Assert.Equal(1, envelope.GetProperty("data").GetProperty("n").GetInt32());
        Assert.True(Guid.TryParse(envelope.GetProperty("id").GetString(), out var id) && id != Guid.Empty);
        Assert.Equal(
            ("pub", "com.dapr.event.sent", "1.0", "application/json", "t", "pubsub"),
            (Text(envelope, "source"), Text(envelope, "type"), Text(envelope, "specversion"), Text(envelope, "datacontenttype"), Text(envelope, "topic"), Text(envelope, "pubsubname")));
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", Text(envelope, "traceparent"));
        Assert.Equal(Text(envelope, "traceparent"), Text(envelope, "traceid"));
        Assert.InRange(DateTimeOffset.Parse(Text(envelope, "time") ?? ""), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Theory]
    [InlineData("text/plain", "héllo", "data", "\"héllo\"")]
    [InlineData("application/json; charset=utf-8", "[1,2]", "data", "[1,2]")]
    [InlineData("application/json", "not json", "data", "\"not json\"")]
    [InlineData("application/octet-stream", "abc", "data_base64", "\"YWJj\"")]
    [InlineData("application/x-own", "abc", "data", "\"abc\"")]
    public async Task Publish_ContentType_DecidesTheFormOfTheData(string contentType, string body, string property, string expected)
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;

        await sidecar.Http[1].PostTextAsync("/v1.0/publish/pubsub/t", body, contentType);
        var envelope = (await app.NextAsync()).Json;

        Assert.Equal(expected, envelope.GetProperty(property).GetRawText());
        Assert.Equal(contentType, Text(envelope, "datacontenttype"));
        Assert.False(envelope.TryGetProperty(property == "data" ? "data_base64" : "data", out var _));
    }

    [Fact]
    public async Task Publish_WithoutContentType_IsTextPlain()
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;

        await sidecar.Http[1].PostAsync("/v1.0/publish/pubsub/t", new ByteArrayContent("hi"u8.ToArray()));

        Assert.Equal("text/plain", Text((await app.NextAsync()).Json, "datacontenttype"));
    }

    [Fact]
    public async Task Publish_CloudEvent_KeepsItsFieldsAndGetsWhatIsMissing()
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;

        await sidecar.Http[1].PostTextAsync("/v1.0/publish/pubsub/t", """{"id":"42","type":"order","source":"shop","subject":"s","own":true,"data":{"n":1}}""", "application/cloudevents+json");
        var envelope = (await app.NextAsync()).Json;

        Assert.Equal(("42", "order", "shop", "s", "1.0", "t", "pubsub"), (Text(envelope, "id"), Text(envelope, "type"), Text(envelope, "source"), Text(envelope, "subject"), Text(envelope, "specversion"), Text(envelope, "topic"), Text(envelope, "pubsubname")));
        Assert.True(envelope.GetProperty("own").GetBoolean());
    }

    [Fact]
    public async Task Publish_CloudEventThatIsNoObject_IsRefused()
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;

        var response = await sidecar.Http[1].PostTextAsync("/v1.0/publish/pubsub/t", "[]", "application/cloudevents+json");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("ERR_PUBSUB_CLOUD_EVENTS_SER", await response.ErrorCodeAsync());
    }

    [Fact]
    public async Task Publish_MetadataAndTrace_OverrideTheEnvelope()
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1.0/publish/pubsub/t?metadata.cloudevent.id=7&metadata.cloudevent.type=mine&metadata.ttlInSeconds=60") { Content = new StringContent("x") };
        request.Headers.Add("traceparent", trace);

        await sidecar.Http[1].SendAsync(request);
        var envelope = (await app.NextAsync()).Json;

        Assert.Equal(("7", "mine", trace, trace), (Text(envelope, "id"), Text(envelope, "type"), Text(envelope, "traceparent"), Text(envelope, "traceid")));
        Assert.InRange(DateTimeOffset.Parse(Text(envelope, "expiration") ?? ""), DateTimeOffset.UtcNow.AddSeconds(50), DateTimeOffset.UtcNow.AddSeconds(61));
    }

    [Theory]
    [InlineData("/v1.0/publish/none/t", HttpStatusCode.NotFound, "ERR_PUBSUB_NOT_FOUND")]
    [InlineData("/v1.0/publish/pubsub/", HttpStatusCode.NotFound, "ERR_TOPIC_NAME_EMPTY")]
    public async Task Publish_ToNothing_IsRefusedByName(string path, HttpStatusCode status, string code)
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "pub" });

        var response = await sidecar.First.PostTextAsync(path, "{}");

        Assert.Equal((status, code), (response.StatusCode, await response.ErrorCodeAsync()));
    }

    [Fact]
    public async Task Publish_TopicThatTheComponentForbids_IsForbidden()
    {
        var folder = ComponentFolder.Create(pubsubMetadata: ComponentFolder.Item("publishingScopes", "pub=allowed"));
        await using var sidecar = await TestSidecar.StartAsync(folder, [new AppOptions { AppId = "pub" }]);

        var allowed = await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/allowed", "{}");
        var forbidden = await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/other", "{}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Forbidden), (allowed.StatusCode, forbidden.StatusCode));
        Assert.Equal("ERR_PUBSUB_FORBIDDEN", await forbidden.ErrorCodeAsync());
    }

    [Fact]
    public async Task Publish_NoPubSubConfigured_IsNotConfigured()
    {
        var folder = ComponentFolder.Create();
        File.Delete(Path.Combine(folder.Path, "pubsub.yaml"));
        await using var sidecar = await TestSidecar.StartAsync(folder, [new AppOptions { AppId = "pub" }]);

        var response = await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", "{}");

        Assert.Equal((HttpStatusCode.BadRequest, "ERR_PUBSUB_NOT_CONFIGURED"), (response.StatusCode, await response.ErrorCodeAsync()));
    }

    [Fact]
    public async Task Publish_TopicWithSlashAndOverTheLimit_WorksAndIsRefused()
    {
        var (app, sidecar) = await StartAsync("""[{"pubsubname":"pubsub","topic":"a/b c","route":"/deep"}]""");
        await using var _ = app;
        await using var __ = sidecar;

        await sidecar.Http[1].PostTextAsync("/v1.0/publish/pubsub/a/b%20c", "{}");
        var tooLarge = await sidecar.Http[1].PostAsync("/v1.0/publish/pubsub/a/b%20c", new ByteArrayContent(new byte[AppOptions.DefaultMaxBodyBytes + 1]));

        Assert.Equal("a/b c", Text((await app.NextAsync()).Json, "topic"));
        Assert.Equal("ERR_PUBSUB_PUBLISH_MESSAGE", await tooLarge.ErrorCodeAsync());
    }

    [Fact]
    public async Task BulkPublish_MixedEntries_AreAllDelivered()
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;

        var response = await sidecar.Http[1].PostTextAsync("/v1.0/publish/bulk/pubsub/t", """[{"entryId":"1","event":{"n":1},"contentType":"application/json"},{"entryId":"2","event":"YWJj","contentType":"application/octet-stream","metadata":{"cloudevent.type":"two"}},{"entryId":"3","event":"hi","contentType":"text/plain"}]""");
        var got = new[] { await app.NextAsync(), await app.NextAsync(), await app.NextAsync() }.Select(request => request.Json).ToDictionary(envelope => Text(envelope, "datacontenttype") ?? "");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("""{"n":1}""", got["application/json"].GetProperty("data").GetRawText());
        Assert.Equal(("YWJj", "two"), (Text(got["application/octet-stream"], "data_base64"), Text(got["application/octet-stream"], "type")));
        Assert.Equal("hi", Text(got["text/plain"], "data"));
    }

    [Theory]
    [InlineData("""[{"entryId":"1","event":{},"contentType":"application/json"},{"entryId":"1","event":{},"contentType":"application/json"}]""")]
    [InlineData("""[{"event":{},"contentType":"application/json"}]""")]
    [InlineData("""[{"entryId":"1","event":"***","contentType":"application/octet-stream"}]""")]
    [InlineData("""{"entryId":"1"}""")]
    public async Task BulkPublish_BadEntries_AreRefusedAndNothingIsKept(string body)
    {
        var (app, sidecar) = await StartAsync();
        await using var _ = app;
        await using var __ = sidecar;

        var response = await sidecar.Http[1].PostTextAsync("/v1.0-alpha1/publish/bulk/pubsub/t", body);
        await sidecar.Http[1].PostTextAsync("/v1.0/publish/pubsub/t", "\"after\"");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("after", Text((await app.NextAsync()).Json, "data"));
    }

    internal static string? Text(JsonElement envelope, string name) => envelope.TryGetProperty(name, out var value) ? value.GetString() : null;
}
