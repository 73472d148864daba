using Dapr;
using Dapr.Client;

namespace NetMl.DaprSdk.Tests.Client;

public class PublishTests : SidecarTest
{
    [Fact]
    public async Task PublishEventAsync_Record_PostsWebJson()
    {
        await Client.PublishEventAsync("pubsub", "flows.ingested", new { DatasetName = "d", Rows = 3 });

        Assert.Equal("POST /v1.0/publish/pubsub/flows.ingested", Sidecar.Request.Line);
        Assert.Equal("application/json", Sidecar.Request.Header("Content-Type"));
        Assert.Equal("""{"datasetName":"d","rows":3}""", Sidecar.Request.Text);
        Assert.Equal("secret", Sidecar.Request.Header("dapr-api-token"));
    }

    [Fact]
    public async Task PublishEventAsync_Metadata_GoesIntoTheQuery()
    {
        await Client.PublishEventAsync("pubsub", "t", 1, new Dictionary<string, string> { ["rawPayload"] = "true", ["cloudevent.id"] = "a b" });

        Assert.Equal("POST /v1.0/publish/pubsub/t?metadata.rawPayload=true&metadata.cloudevent.id=a%20b", Sidecar.Request.Line);
    }

    /// <summary>Neither a token nor a dictionary alone is taken for data.</summary>
    [Fact]
    public async Task PublishEventAsync_NoData_SendsNoBody()
    {
        using var cancellation = new CancellationTokenSource();

        await Client.PublishEventAsync("pubsub", "t", cancellation.Token);
        await Client.PublishEventAsync("pubsub", "t", new Dictionary<string, string> { ["k"] = "v" });

        Assert.Equal(["POST /v1.0/publish/pubsub/t", "POST /v1.0/publish/pubsub/t?metadata.k=v"], Sidecar.Requests.Select(r => r.Line));
        Assert.All(Sidecar.Requests, r => Assert.Empty(r.Body));
    }

    [Fact]
    public async Task PublishByteEventAsync_Binary_SendsTheBytesAndTheirType()
    {
        byte[] bytes = [0, 255, 10, 13];

        await Client.PublishByteEventAsync("pubsub", "t", bytes, "application/octet-stream");

        Assert.Equal("application/octet-stream", Sidecar.Request.Header("Content-Type"));
        Assert.Equal(bytes, Sidecar.Request.Body);
    }

    [Fact]
    public async Task PublishEventAsync_SidecarRefuses_ThrowsDaprExceptionWithTheReason()
    {
        Sidecar.AnswerWith(404, """{"errorCode":"ERR_PUBSUB_NOT_FOUND","message":"pubsub x is not found"}""");

        var e = await Assert.ThrowsAsync<DaprException>(() => Client.PublishEventAsync("x", "t", 1));

        Assert.Contains("ERR_PUBSUB_NOT_FOUND", Assert.IsType<HttpRequestException>(e.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishEventAsync_NoSidecar_ThrowsDaprException()
    {
        using var client = new DaprClientBuilder().UseHttpEndpoint("http://127.0.0.1:1").Build();

        await Assert.ThrowsAsync<DaprException>(() => client.PublishEventAsync("pubsub", "t", 1));
    }

    [Fact]
    public async Task PublishEventAsync_CancelledInFlight_ThrowsOperationCanceled()
    {
        using var cancellation = new CancellationTokenSource();
        Sidecar.Answer = async (_, context) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.PublishEventAsync("pubsub", "t", 1, cancellation.Token));
    }
}
