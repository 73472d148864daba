using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Forwarding;

public sealed class ConditionalReadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Snapshot_ReadAgainWithItsETag_Answers304(bool http2)
    {
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue("\"abc\"");
        await using var replica = await Replica.StartAsync("graph-feature", app => app.MapGet("/v1/snapshots/{id}/tensors", () => Results.Bytes(new byte[100], entityTag: tag)));
        await using var gateway = new GatewayUnderTest(replica);
        using var client = http2 ? gateway.H2cClient() : gateway.Client();

        using var first = await client.GetAsync("/v1/snapshots/abc/tensors");
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.GetAsync("/v1/snapshots/abc/tensors");
        client.DefaultRequestHeaders.IfNoneMatch.Clear();
        client.DefaultRequestHeaders.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
        using var third = await client.GetAsync("/v1/snapshots/abc/tensors");

        Assert.Equal("\"abc\"", first.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("\"abc\"", second.Headers.ETag!.Tag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(100, (await third.Content.ReadAsByteArrayAsync()).Length);
    }
}
