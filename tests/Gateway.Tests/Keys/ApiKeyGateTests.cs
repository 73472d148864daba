using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Keys;

public sealed class ApiKeyGateTests
{
    private static Task<Replica> StartDatasetsAsync() => Replica.StartAsync("graph-feature", app => app.MapGet("/v1/datasets", () => "[]"));

    [Theory]
    [InlineData("/v1/datasets")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/no/such/path")]
    [InlineData("/health/")]
    public async Task Call_WithoutKey_Answers401WithChallenge(string path)
    {
        await using var replica = await StartDatasetsAsync();
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client(key: null);

        using var response = await client.GetAsync(path);

        Assert.Contains("X-Api-Key", await response.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
        Assert.Equal(0, replica.Requests);
    }

    [Fact]
    public async Task Call_WithWrongKeyUnderV2_AnswersInferenceError()
    {
        await using var gateway = new GatewayUnderTest();
        using var client = gateway.Client("wrong");

        using var response = await client.GetAsync("/v2/models/m");

        Assert.Equal("The API key is not known here.", await response.InferenceErrorAsync(HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData(GatewayUnderTest.Key)]
    [InlineData("key-of-site-a")]
    public async Task Call_WithAnyNamedKey_Passes(string key)
    {
        await using var replica = await StartDatasetsAsync();
        await using var gateway = new GatewayUnderTest(replica).With("Gateway:Keys:site-a", "key-of-site-a");
        using var client = gateway.Client(key);

        Assert.Equal("[]", await client.GetStringAsync("/v1/datasets"));
    }

    [Fact]
    public async Task Call_WithBearerKey_Passes()
    {
        await using var replica = await StartDatasetsAsync();
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client(key: null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayUnderTest.Key);

        Assert.Equal("[]", await client.GetStringAsync("/v1/datasets"));
    }

    [Fact]
    public async Task Call_WithTwoKeyHeaders_IsRefused()
    {
        await using var gateway = new GatewayUnderTest();
        using var client = gateway.Client();
        client.DefaultRequestHeaders.Add("X-Api-Key", "another");

        using var response = await client.GetAsync("/v1/datasets");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Health_WithoutKey_Answers200(string path)
    {
        await using var gateway = new GatewayUnderTest();
        using var client = gateway.Client(key: null);

        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Call_FromGuessingAddress_Answers429ButValidKeyStillPasses()
    {
        await using var replica = await StartDatasetsAsync();
        await using var gateway = new GatewayUnderTest(replica).With("Gateway:Limits:StrangerBurst", "2").With("Gateway:Limits:StrangerPermitsPerSecond", "0.01");
        using var stranger = gateway.Client("guess");
        using var friend = gateway.Client();

        using var first = await stranger.GetAsync("/v1/datasets");
        using var second = await stranger.GetAsync("/v1/datasets");
        using var third = await stranger.GetAsync("/v1/datasets");

        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        await third.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 100);
        Assert.Equal("[]", await friend.GetStringAsync("/v1/datasets"));
    }

    [Theory]
    [InlineData("", "no API key")]
    [InlineData("with space", "cannot travel in a header")]
    public async Task Start_WithoutUsableKey_IsRefusedWithSentence(string key, string reason)
    {
        await using var gateway = new GatewayUnderTest().With("Gateway:ApiKey", key);

        var refused = Assert.ThrowsAny<OptionsValidationException>(() => gateway.StartServer());

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
