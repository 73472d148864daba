using System.Text;
using Microsoft.AspNetCore.Http;

namespace NetMl.Ingest.Tests.Fixtures;

/// <summary>Just enough gRPC for one call, PublishEvent(pubsub_name = 1, topic = 2, data = 3, data_content_type = 4), so that the same tests run with the upstream client.</summary>
internal static class GrpcPublish
{
    public const string Path = "/dapr.proto.runtime.v1.Dapr/PublishEvent";

    private const int PrefixBytes = 5;
    private const int InternalError = 13;

    public static async Task HandleAsync(HttpContext context, Func<byte[], string, Task<(int Status, string Body)>> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (data, contentType) = Parse(body.ToArray().AsSpan(PrefixBytes));
        var (status, text) = await take(data, contentType);
        var isOk = status is >= 200 and < 300;
        context.Response.ContentType = "application/grpc";
        if (isOk)
            await context.Response.Body.WriteAsync(new byte[PrefixBytes]);
        context.Response.AppendTrailer("grpc-status", isOk ? "0" : InternalError.ToString(System.Globalization.CultureInfo.InvariantCulture));
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(text));
    }

    private static (byte[] Data, string ContentType) Parse(ReadOnlySpan<byte> message)
    {
        byte[] data = [];
        var contentType = "";
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            var value = message[..(int)Varint(ref message)];
            message = message[value.Length..];
            if (tag >> 3 == 3)
                data = value.ToArray();
            else if (tag >> 3 == 4)
                contentType = Encoding.UTF8.GetString(value);
        }
        return (data, contentType);
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[0];
            message = message[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
