using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using NetMl.Flows;

namespace NetMl.Ingest.Tests.Fixtures;

public sealed class GrpcPublishTests
{
    [Theory]
    [InlineData(204, "0")]
    [InlineData(500, "13")]
    public async Task Handle_PublishEvent_TakesTheFrameAndAnswersInTrailers(int status, string grpcStatus)
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        sidecar.Answer = _ => Task.FromResult((status, "the disk is full"));
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var frame = FlowFrame.Encode("lab", "id", FlowBatch.Empty);
        byte[] message = [0x0A, 6, .. "pubsub"u8, 0x1A, (byte)(frame.Length & 0x7F | 0x80), (byte)(frame.Length >> 7), .. frame, 0x22, 24, .. "application/octet-stream"u8];
        var prefix = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), message.Length);
        using var content = new ByteArrayContent([.. prefix, .. message]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } };

        using var response = await client.PostAsync(sidecar.GrpcAddress + GrpcPublish.Path, content);
        await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(grpcStatus, response.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.Equal(status == 204 ? 1 : 0, sidecar.Frames.Count);
        Assert.Equal("application/octet-stream", Assert.Single(sidecar.ContentTypes));
    }
}
