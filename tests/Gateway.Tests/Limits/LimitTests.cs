using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Limits;

public sealed class LimitTests
{
    private const string Upload = "/v1/datasets/lab/flows";

    private static Task<Replica> StartIngestAsync() => Replica.StartAsync("ingest", app => app.MapPost("/v1/datasets/{dataset}/flows", async (HttpRequest request) =>
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Results.Text(body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }));

    [Fact]
    public async Task Call_BeyondBurst_Answers429WithRetryAfterForThatKeyOnly()
    {
        await using var replica = await StartIngestAsync();
        await using var gateway = new GatewayUnderTest(replica)
            .With("Gateway:Limits:Burst", "3").With("Gateway:Limits:PermitsPerSecond", "0.01").With("Gateway:Keys:other", "other-key");
        using var client = gateway.Client();
        using var other = gateway.Client("other-key");

        for (var call = 0; call < 3; call++)
            Assert.Equal("1", await (await client.PostAsync(Upload, new ByteArrayContent(new byte[1]))).Content.ReadAsStringAsync());
        using var refused = await client.PostAsync(Upload, new ByteArrayContent(new byte[1]));
        using var passed = await other.PostAsync(Upload, new ByteArrayContent(new byte[1]));

        Assert.Contains("'default'", await refused.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 100);
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
    }

    [Fact]
    public async Task Upload_LongerThanLimitByContentLength_Answers413BeforeForwarding()
    {
        await using var replica = await StartIngestAsync();
        await using var gateway = new GatewayUnderTest(replica).With("Gateway:Limits:MaxBodyBytes", "1000");
        using var client = gateway.Client();

        using var response = await client.PostAsync(Upload, new ByteArrayContent(new byte[1001]));

        var sentence = await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("1001 bytes", sentence);
        Assert.Contains("MaxBodyBytes", sentence);
        Assert.Equal(0, replica.Requests);
    }

    [Fact]
    public async Task Upload_LongerThanLimitWithoutContentLength_Answers413()
    {
        await using var replica = await StartIngestAsync();
        await using var gateway = new GatewayUnderTest(replica).With("Gateway:Limits:MaxBodyBytes", "1000");
        using var client = gateway.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, Upload) { Content = new StreamContent(new MemoryStream(new byte[5000])) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await client.SendAsync(request);

        Assert.Contains("MaxBodyBytes", await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task Upload_LongerThanKestrelsDefault_PassesWhole()
    {
        await using var replica = await StartIngestAsync();
        await using var gateway = new GatewayUnderTest(replica);
        using var client = gateway.Client();

        using var response = await client.PostAsync(Upload, new ByteArrayContent(new byte[40_000_000]));

        Assert.Equal("40000000", await response.Content.ReadAsStringAsync());
    }
}
