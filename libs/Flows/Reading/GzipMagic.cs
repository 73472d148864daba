namespace NetMl.Flows.Reading;

/// <summary>Looks at the first two bytes of a stream and decompresses what is gzip.</summary>
internal static class GzipMagic
{
    /// <summary>A stream with the whole content, decompressed; the given stream stays open.</summary>
    public static async ValueTask<Stream> UnwrapAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        var count = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(head.AsMemory(0, count), stream);
        return head is [0x1F, 0x8B] ? new GunzipStream(whole) : whole;
    }
}
