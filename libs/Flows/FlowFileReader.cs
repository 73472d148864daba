using NetMl.Flows.Reading;

namespace NetMl.Flows;

/// <summary>Reads flow files of every <see cref="FlowFormat"/>, plain or gzip, in constant memory.</summary>
public static class FlowFileReader
{
    /// <summary>Bytes that <see cref="Detect"/> likes to see.</summary>
    public const int DetectBytes = 64 * 1024;

    /// <summary>Tells the format from the first bytes (not compressed); null = none of ours, or not enough bytes for one whole line.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="isWhole">They are the whole input, whose last line may lack its line end.</param>
    public static FlowFormat? Detect(ReadOnlySpan<byte> head, bool isWhole) => FormatDetection.Detect(head, isWhole, out _);

    /// <summary>Begins a reading: enumerate it for batches; its <see cref="FlowReading.Summary"/> counts what has been read so far.</summary>
    /// <param name="stream">Plain or gzip (also several members), told by magic bytes. Read once, not disposed.</param>
    /// <param name="format">Null = find out.</param>
    /// <param name="options">Null = <see cref="FlowReadOptions.Default"/>.</param>
    /// <remarks>Enumerating throws <see cref="FlowInputException"/> when the whole input cannot be read; a bad row is counted, never thrown.</remarks>
    public static FlowReading ReadAsync(Stream stream, FlowFormat? format, FlowReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new FlowReading(stream, format, options ?? FlowReadOptions.Default);
    }
}
