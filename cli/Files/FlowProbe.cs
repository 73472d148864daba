using System.IO.Compression;
using System.Text;
using NetMl.Flows;

namespace NetMl.Cli.Files;

/// <summary>Looks at the first bytes of a file.</summary>
internal static class FlowProbe
{
    private const string ZeekPath = "#path";
    private const string ZeekFlows = "conn";

    /// <summary>Whether a file found in a directory is a log of flows; Zeek's other logs are not.</summary>
    public static async Task<bool> HoldsFlowsAsync(FlowSource source, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(source, cancellationToken);
        return !IsOtherZeekLog(head.Span) && FlowFileReader.Detect(head.Span, head.Length < FlowFileReader.DetectBytes) is not null;
    }

    private static bool IsOtherZeekLog(ReadOnlySpan<byte> head)
    {
        foreach (var line in Encoding.UTF8.GetString(head[..Math.Min(head.Length, 4096)]).Split('\n'))
        {
            if (line.StartsWith(ZeekPath, StringComparison.Ordinal))
                return !line[ZeekPath.Length..].Trim().StartsWith(ZeekFlows, StringComparison.Ordinal);
        }
        return false;
    }

    /// <summary>The first bytes, decompressed; empty when the gzip is broken.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadHeadAsync(FlowSource source, CancellationToken cancellationToken)
    {
        await using var file = source.Open();
        var head = new byte[FlowFileReader.DetectBytes];
        var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (head is not [0x1F, 0x8B, ..])
            return head.AsMemory(0, count);
        file.Position = 0;
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        try
        {
            count = await gzip.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            return head.AsMemory(0, count);
        }
        catch (InvalidDataException)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
    }
}
