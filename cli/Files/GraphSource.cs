using System.IO.Compression;

namespace NetMl.Cli.Files;

/// <summary>A file of a graph; gzip is unpacked while it is sent.</summary>
internal static class GraphSource
{
    /// <exception cref="CommandFailure">The file is absent, empty or not readable.</exception>
    public static FlowSource OfFile(string path)
    {
        var source = FlowSource.OfFile(path, "there is no graph in it");
        using var file = source.Open();
        Span<byte> head = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head is [0x1F, 0x8B];
        return isGzip ? source with { Bytes = 0, Open = () => new GZipStream(source.Open(), CompressionMode.Decompress) } : source;
    }
}
