using System.Net;
using DaprLocal.Apps;
using NetMl.DaprLocal.Tests.Support;

namespace NetMl.DaprLocal.Tests.State;

public class StateTests
{
    private const string Store = "/v1.0/state/statestore";

    private static Task<TestSidecar> StartAsync() => TestSidecar.StartAsync(new AppOptions { AppId = "a" }, new AppOptions { AppId = "b" });

    [Theory]
    [InlineData("""{"n":1,"t":"x"}""")]
    [InlineData("\"YWJj+/=\"")]
    [InlineData("12345678901234567890")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Get_AfterSave_GivesTheSameJsonAndAnETag(string value)
    {
        await using var sidecar = await StartAsync();

        var saved = await sidecar.First.PostTextAsync(Store, $$"""[{"key":"k","value":{{value}}}]""");
        var got = await sidecar.First.GetAsync($"{Store}/k");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (saved.StatusCode, got.StatusCode));
        Assert.Equal(value, await got.Content.ReadAsStringAsync());
        Assert.NotEmpty(ETag(got));
        Assert.DoesNotContain('"', ETag(got));
    }

    [Fact]
    public async Task Get_Missing_Is204()
    {
        await using var sidecar = await StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.First.GetAsync($"{Store}/none")).StatusCode);
    }

    [Fact]
    public async Task Keys_WithDefaultPrefix_ArePrivate_WithPrefixNone_AreShared()
    {
        await using var sidecar = await StartAsync();

        await sidecar.Http[0].PostTextAsync(Store, """[{"key":"k","value":1}]""");
        await sidecar.Http[0].PostTextAsync("/v1.0/state/modelstore", """[{"key":"k","value":2}]""");

        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.Http[1].GetAsync($"{Store}/k")).StatusCode);
        Assert.Equal("2", await sidecar.Http[1].GetStringAsync("/v1.0/state/modelstore/k"));
    }

    [Fact]
    public async Task Save_WithOldETag_Is409AndKeepsTheNewValue()
    {
        await using var sidecar = await StartAsync();
        await sidecar.First.PostTextAsync(Store, """[{"key":"k","value":1}]""");
        var old = ETag(await sidecar.First.GetAsync($"{Store}/k"));

        var first = await sidecar.First.PostTextAsync(Store, $$"""[{"key":"k","value":2,"etag":"{{old}}"}]""");
        var second = await sidecar.First.PostTextAsync(Store, $$$"""[{"key":"k","value":3,"etag":"{{{old}}}","options":{"concurrency":"first-write"}}]""");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        Assert.Equal("ERR_STATE_SAVE", await second.ErrorCodeAsync());
        Assert.Equal("2", await sidecar.First.GetStringAsync($"{Store}/k"));
    }

    [Fact]
    public async Task Save_FirstWriteWithoutETag_OnlyCreates()
    {
        await using var sidecar = await StartAsync();
        const string body = """[{"key":"k","value":1,"options":{"concurrency":"first-write"}}]""";

        var created = await sidecar.First.PostTextAsync(Store, body);
        var again = await sidecar.First.PostTextAsync(Store, body);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.InternalServerError), (created.StatusCode, again.StatusCode));
        Assert.Equal("ERR_STATE_SAVE", await again.ErrorCodeAsync());
    }

    [Fact]
    public async Task Save_RacingWritersWithOneETag_ExactlyOneWins()
    {
        await using var sidecar = await StartAsync();
        await sidecar.First.PostTextAsync(Store, """[{"key":"k","value":0}]""");
        var etag = ETag(await sidecar.First.GetAsync($"{Store}/k"));

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => sidecar.First.PostTextAsync(Store, $$"""[{"key":"k","value":{{i}},"etag":"{{etag}}"}]""")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Delete_WithIfMatch_ChecksTheETag()
    {
        await using var sidecar = await StartAsync();
        await sidecar.First.PostTextAsync(Store, """[{"key":"k","value":1}]""");
        var etag = ETag(await sidecar.First.GetAsync($"{Store}/k"));

        var wrong = await DeleteAsync(sidecar.First, "wrong");
        var right = await DeleteAsync(sidecar.First, etag);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NoContent), (wrong.StatusCode, right.StatusCode));
        Assert.Equal("ERR_STATE_DELETE", await wrong.ErrorCodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.First.GetAsync($"{Store}/k")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.First.DeleteAsync($"{Store}/k")).StatusCode);
    }

    [Fact]
    public async Task Ttl_RunsOut_AndTheKeyIsFreeAgain()
    {
        await using var sidecar = await StartAsync();

        await sidecar.First.PostTextAsync(Store, """[{"key":"k","value":1,"metadata":{"ttlInSeconds":"1"}}]""");
        var before = await sidecar.First.GetAsync($"{Store}/k");
        await Until.TrueAsync(async () => (await sidecar.First.GetAsync($"{Store}/k")).StatusCode == HttpStatusCode.NoContent, "the value has expired");
        var again = await sidecar.First.PostTextAsync(Store, """[{"key":"k","value":2,"options":{"concurrency":"first-write"}}]""");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.True(before.Headers.Contains("metadata.ttlExpireTime"));
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-2")]
    public async Task Ttl_ThatIsNoTime_IsRefused(string ttl)
    {
        await using var sidecar = await StartAsync();

        var response = await sidecar.First.PostTextAsync(Store, $$$"""[{"key":"k","value":1,"metadata":{"ttlInSeconds":"{{{ttl}}}"}}]""");

        Assert.Equal("ERR_STATE_SAVE", await response.ErrorCodeAsync());
    }

    [Fact]
    public async Task BulkGet_KnownAndUnknownKeys_GivesBothInOrder()
    {
        await using var sidecar = await StartAsync();
        await sidecar.First.PostTextAsync(Store, """[{"key":"x","value":{"n":1}},{"key":"y","value":2}]""");

        var items = (await (await sidecar.First.PostTextAsync($"{Store}/bulk", """{"keys":["x","none","y"],"parallelism":10}""")).JsonAsync()).EnumerateArray().ToList();

        Assert.Equal(["x", "none", "y"], items.Select(item => item.GetProperty("key").GetString()));
        Assert.Equal("""{"n":1}""", items[0].GetProperty("data").GetRawText());
        Assert.NotEmpty(items[0].GetProperty("etag").GetString() ?? "");
        Assert.False(items[1].TryGetProperty("data", out _));
    }

    [Fact]
    public async Task Transaction_AllOrNothing()
    {
        await using var sidecar = await StartAsync();
        await sidecar.First.PostTextAsync(Store, """[{"key":"old","value":1}]""");

        var good = await sidecar.First.PostTextAsync($"{Store}/transaction", """{"operations":[{"operation":"upsert","request":{"key":"new","value":2}},{"operation":"delete","request":{"key":"old"}}]}""");
        var bad = await sidecar.First.PostTextAsync($"{Store}/transaction", """{"operations":[{"operation":"upsert","request":{"key":"third","value":3}},{"operation":"delete","request":{"key":"new","etag":"wrong"}}]}""");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.InternalServerError), (good.StatusCode, bad.StatusCode));
        Assert.Equal("ERR_STATE_TRANSACTION", await bad.ErrorCodeAsync());
        Assert.Equal("2", await sidecar.First.GetStringAsync($"{Store}/new"));
        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.First.GetAsync($"{Store}/old")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sidecar.First.GetAsync($"{Store}/third")).StatusCode);
    }

    [Theory]
    [InlineData("/v1.0/state/none/k", null, "ERR_STATE_STORE_NOT_FOUND")]
    [InlineData("/v1.0/state/statestore/a%7C%7Cb", null, "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/statestore", """[{"key":"a||b","value":1}]""", "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/statestore", """[{"value":1}]""", "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/statestore", "{", "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/statestore", "{}", "ERR_MALFORMED_REQUEST")]
    [InlineData("/v1.0/state/statestore/transaction", """{"operations":[{"operation":"swap","request":{"key":"k"}}]}""", "ERR_NOT_SUPPORTED_STATE_OPERATION")]
    public async Task WrongRequest_IsRefusedByCode(string path, string? body, string code)
    {
        await using var sidecar = await StartAsync();

        var response = body is null ? await sidecar.First.GetAsync(path) : await sidecar.First.PostTextAsync(path, body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await response.ErrorCodeAsync()));
    }

    [Fact]
    public async Task NoStoreConfigured_IsNotConfigured()
    {
        var folder = ComponentFolder.Create();
        File.Delete(Path.Combine(folder.Path, "statestore.yaml"));
        File.Delete(Path.Combine(folder.Path, "modelstore.yaml"));
        await using var sidecar = await TestSidecar.StartAsync(folder, [new AppOptions { AppId = "a" }]);

        var response = await sidecar.First.GetAsync($"{Store}/k");

        Assert.Equal((HttpStatusCode.InternalServerError, "ERR_STATE_STORE_NOT_CONFIGURED"), (response.StatusCode, await response.ErrorCodeAsync()));
    }

    private static string ETag(HttpResponseMessage response) => response.Headers.NonValidated["ETag"].ToString();

    private static Task<HttpResponseMessage> DeleteAsync(HttpClient http, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, $"{Store}/k");
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return http.SendAsync(request);
    }
}
