using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Federation;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Keys;

public sealed class SiteKeyTests
{
    private const string Secret = "a-secret-of-thirty-two-characters";
    private const string Own = "/v1/federations/banks/sites/north";
    private static readonly string Key = SiteKeys.Create(Secret, "banks", "north", "k1");

    [Theory]
    [InlineData("PUT", Own)]
    [InlineData("GET", Own + "/task?after=3")]
    [InlineData("POST", Own + "/messages")]
    [InlineData("PUT", Own + "/upload/0?round=1&attempt=1")]
    public async Task Forward_OwnCallsOfSite_PassAndNameTheSite(string method, string path)
    {
        await using var replica = await StartAsync();
        await using var gateway = Gateway(replica);
        using var client = gateway.Client(Key);

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        var seen = await response.Content.ReadFromJsonAsync<Dictionary<string, string>>();
        Assert.Equal("banks/north", seen?["x-netml-site"]);
        Assert.Equal("k1", seen?["x-netml-site-key"]);
        Assert.DoesNotContain(seen ?? [], header => header.Value.Contains(Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/v1/federations/banks/sites/south/task")]
    [InlineData("GET", "/v1/federations/banks/sites/northern/task")]
    [InlineData("GET", "/v1/federations/other/sites/north/task")]
    [InlineData("GET", "/V1/federations/BANKS/sites/north/task")]
    [InlineData("GET", "/v1/federations/banks/sites/north/../south/task")]
    [InlineData("GET", "/v1/federations/banks/sites/north/%2e%2e/south/task")]
    [InlineData("GET", "/v1/federations")]
    [InlineData("POST", "/v1/federations")]
    [InlineData("DELETE", "/v1/federations/banks")]
    [InlineData("POST", "/v1/federations/banks/keys")]
    [InlineData("GET", "/v1/datasets")]
    [InlineData("GET", "/openapi/v1.json")]
    public async Task Forward_AnythingElseWithSiteKey_Answers403(string method, string path)
    {
        await using var replica = await StartAsync();
        await using var gateway = Gateway(replica);
        using var client = gateway.Client(Key);

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Contains(Own, await response.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(0, replica.Requests);
    }

    [Theory]
    [InlineData(Own + "/task")]
    [InlineData("/V1/FEDERATIONS/banks/SITES/north/task")]
    public async Task Forward_SiteCallWithOtherKey_Answers403(string path)
    {
        await using var replica = await StartAsync();
        await using var gateway = Gateway(replica);
        using var client = gateway.Client();

        using var response = await client.GetAsync(path);

        Assert.Contains("site's own key", await response.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(0, replica.Requests);
    }

    public static TheoryData<string> Forged => [
        SiteKeys.Create(Secret + "x", "banks", "north", "k1"),
        Key.Replace("north", "south", StringComparison.Ordinal),
        Key.Replace("k1", "k2", StringComparison.Ordinal),
        Key[..^1],
        Key[..^1] + "!",
        "nms1.banks.north.k1.",
        "nms1....",
    ];

    [Theory, MemberData(nameof(Forged))]
    public async Task Forward_ForgedSiteKey_Answers401(string key)
    {
        await using var replica = await StartAsync();
        await using var gateway = Gateway(replica);
        using var client = gateway.Client(key);

        using var response = await client.GetAsync(Own + "/task");

        Assert.Contains("not known", await response.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(0, replica.Requests);
    }

    [Fact]
    public async Task Forward_WithoutSecret_KnowsNoSiteKey()
    {
        await using var replica = await StartAsync();
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client(Key);

        using var response = await client.GetAsync(Own + "/task");

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Forward_SiteHeadersFromOutside_AreReplacedOrRemoved()
    {
        await using var replica = await StartAsync();
        await using var gateway = Gateway(replica);
        using var site = gateway.Client(Key);
        using var admin = gateway.Client();
        foreach (var client in (HttpClient[])[site, admin])
        {
            client.DefaultRequestHeaders.Add("X-NetMl-Site", "banks/south");
            client.DefaultRequestHeaders.Add("x-netml-site-key", "stolen");
        }

        var own = await site.GetFromJsonAsync<Dictionary<string, string>>(Own + "/task");
        var other = await admin.GetFromJsonAsync<Dictionary<string, string>>("/v1/federations/banks");

        Assert.Equal("banks/north", own?["x-netml-site"]);
        Assert.Equal("k1", own?["x-netml-site-key"]);
        Assert.DoesNotContain(other ?? [], header => header.Key.StartsWith("x-netml-site", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forward_LoudSite_HasItsOwnBucket()
    {
        await using var replica = await StartAsync();
        await using var gateway = Gateway(replica).With("Gateway:Limits:PermitsPerSecond", "0.001").With("Gateway:Limits:Burst", "1");
        using var north = gateway.Client(Key);
        using var south = gateway.Client(SiteKeys.Create(Secret, "banks", "south", "k1"));

        using var first = await north.GetAsync(Own + "/task");
        using var second = await north.GetAsync(Own + "/task");
        using var other = await south.GetAsync("/v1/federations/banks/sites/south/task");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static Task<Replica> StartAsync() => Replica.StartAsync("training-coordinator", app => app.MapFallback((HttpRequest request) =>
        request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));

    private static GatewayUnderTest Gateway(Replica replica) => new GatewayUnderTest(replica).With("SiteKeys:Secret", Secret);
}
