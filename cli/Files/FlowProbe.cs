using System.IO.Compression;
using System.Text;
using NetMl.Flows;

namespace NetMl.Cli.Files;

/// <summary>Looks at the first bytes of a file.</summary>
internal static class FlowProbe
{
    private static readonly FlowReadOptions FirstFlow = new() { BatchRows = 1 };

    private const string ZeekPath = "#path";
    private const string ZeekFlows = "conn";

    /// <summary>
    /// When the first flow of a file found in a directory starts, nanoseconds since 1970-01-01 UTC; null = it is no log of flows, as Zeek's other logs.
    /// A log without any readable flow, and a file that cannot be read, come last: whoever reads them says why.
    /// </summary>
    public static async Task<long?> FindFirstStartAsync(FlowSource source, CancellationToken cancellationToken)
    {
        try
        {
            var head = await ReadHeadAsync(source, cancellationToken);
            if (IsOtherZeekLog(head.Span) || FlowFileReader.Detect(head.Span, head.Length < FlowFileReader.DetectBytes) is null)
                return null;
            var first = long.MaxValue;
            await LocalReading.ReadAsync(source, null, FirstFlow, batch =>
            {
                first = batch.StartNanoseconds[0];
                return false;
            }, cancellationToken);
            return first;
        }
        catch (Exception exception) when (exception is CommandFailure or InvalidDataException)
        {
            return long.MaxValue;
        }
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

    /// <summary>The first bytes, decompressed.</summary>
    /// <exception cref="InvalidDataException">The gzip is broken.</exception>
    private static async Task<ReadOnlyMemory<byte>> ReadHeadAsync(FlowSource source, CancellationToken cancellationToken)
    {
        await using var file = source.Open();
        var head = new byte[FlowFileReader.DetectBytes];
        var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (head is not [0x1F, 0x8B, ..])
            return head.AsMemory(0, count);
        file.Position = 0;
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        count = await gzip.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return head.AsMemory(0, count);
    }
}
