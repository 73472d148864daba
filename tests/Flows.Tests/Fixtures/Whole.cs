using System.IO.Compression;
using System.Text;

namespace NetMl.Flows.Tests.Fixtures;

/// <summary>Reads whole inputs at once.</summary>
internal static class Whole
{
    public static async Task<(List<FlowRecord> Rows, FlowReadSummary Summary)> ReadAsync(Stream stream, FlowFormat? format = null, FlowReadOptions? options = null)
    {
        var reading = FlowFileReader.ReadAsync(stream, format, options);
        var rows = new List<FlowRecord>();
        await foreach (var batch in reading)
            rows.AddRange(batch.Records());
        return (rows, reading.Summary);
    }

    public static Task<(List<FlowRecord> Rows, FlowReadSummary Summary)> ReadAsync(byte[] bytes, FlowFormat? format = null, FlowReadOptions? options = null) =>
        ReadAsync(new MemoryStream(bytes), format, options);

    public static Task<(List<FlowRecord> Rows, FlowReadSummary Summary)> ReadAsync(string text, FlowFormat? format = null, FlowReadOptions? options = null) =>
        ReadAsync(Encoding.UTF8.GetBytes(text), format, options);

    public static async Task<(List<FlowRecord> Rows, FlowReadSummary Summary)> ReadFileAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await ReadAsync(file);
    }

    /// <summary>A file's content, decompressed when its name says so.</summary>
    public static byte[] Bytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return File.ReadAllBytes(path);
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
            gzip.CopyTo(plain);
        return plain.ToArray();
    }

    public static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(content);
        return bytes.ToArray();
    }
}
