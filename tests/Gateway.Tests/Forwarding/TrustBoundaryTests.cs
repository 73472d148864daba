using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Forwarding;

public sealed class TrustBoundaryTests
{
    [Fact]
    public async Task Forward_WithSecretsAndSidecarHeaders_StripsThemAndAddsOwnToken()
    {
        await using var replica = await Replica.StartAsync("graph-feature", app =>
            app.MapGet("/v1/datasets", (HttpRequest request) => request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));
        await using var gateway = new GatewayUnderTest(replica).With("APP_API_TOKEN", "token-of-the-door");
        using var client = gateway.Client();
        client.DefaultRequestHeaders.Add("dapr-api-token", "forged");
        client.DefaultRequestHeaders.Add("Dapr-Caller-App-Id", "forged");
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + GatewayUnderTest.Key);
        client.DefaultRequestHeaders.Add("X-Mine", "kept");

        var seen = (await client.GetFromJsonAsync<Dictionary<string, string>>("/v1/datasets"))!;

        Assert.Equal("token-of-the-door", seen["dapr-api-token"]);
        Assert.Equal("kept", seen["x-mine"]);
        Assert.DoesNotContain("x-api-key", seen.Keys);
        Assert.DoesNotContain("authorization", seen.Keys);
        Assert.DoesNotContain("dapr-caller-app-id", seen.Keys);
        Assert.DoesNotContain(seen.Values, value => value.Contains(GatewayUnderTest.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forward_WithoutOwnToken_StillStripsForgedOne()
    {
        await using var replica = await Replica.StartAsync("graph-feature", app => app.MapGet("/v1/datasets", (HttpRequest request) => request.Headers.ContainsKey("dapr-api-token").ToString()));
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client();
        client.DefaultRequestHeaders.Add("dapr-api-token", "forged");

        Assert.Equal("False", await client.GetStringAsync("/v1/datasets"));
    }

    [Theory]
    [InlineData("/internal/leases")]
    [InlineData("/v1/../internal/leases")]
    [InlineData("/dapr/config")]
    [InlineData("/actors/ParameterShard/1")]
    public async Task Forward_ToPathOutsideApi_Answers404WithoutForwarding(string path)
    {
        await using var replica = await Replica.StartAsync("training-coordinator", app => app.MapFallback(() => "reached"));
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client();

        using var response = await client.GetAsync(path);

        Assert.Contains("no route", await response.ProblemAsync(System.Net.HttpStatusCode.NotFound));
        Assert.Equal(0, replica.Requests);
    }
}
