using NetMl.Flows.Reading;

namespace NetMl.Flows;

/// <summary>One pass over one input: enumerate the batches once; <see cref="Summary"/> can be asked between batches and afterwards.</summary>
public sealed class FlowReading : IAsyncEnumerable<FlowBatch>
{
    private const int BufferBytes = 256 * 1024;

    private readonly Stream _stream;
    private readonly FlowReadOptions _options;
    private readonly RejectionTally _rejections;
    private FlowFormat? _format;
    private long _accepted;
    private long _bytes;
    private int _started;

    internal FlowReading(Stream stream, FlowFormat? format, FlowReadOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchRows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BatchRows, FlowFrame.MaxRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRowBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxRowBytes, 16 * 1024 * 1024);
        (_stream, _format, _options) = (stream, format, options);
        _rejections = new RejectionTally(options.FirstLines);
    }

    /// <summary>Counts of everything read so far; complete when the enumeration has ended.</summary>
    public FlowReadSummary Summary => new(_format, _accepted, _rejections.Rows, _bytes, _rejections.ToList());

    /// <summary>Reads to the end. Rows come in file order.</summary>
    /// <exception cref="FlowInputException">The input is empty, of no known format, or too large.</exception>
    public async IAsyncEnumerator<FlowBatch> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("a reading can be enumerated once: its stream is consumed");
        await using var plain = await GzipMagic.UnwrapAsync(_stream, cancellationToken);
        using var input = new InputBuffer(plain, Math.Max(BufferBytes, _options.MaxRowBytes + 2), _options.MaxBytes);
        await input.FillAsync(1, cancellationToken);
        await DetectAsync(input, cancellationToken);
        var batches = _format == FlowFormat.NetmlFrame
            ? new FrameFile(input, _rejections).ReadAsync(cancellationToken)
            : new RowFile(input, RowReaders.Create(_format!.Value), _rejections, _options).ReadAsync(cancellationToken);
        await foreach (var batch in batches)
        {
            _accepted += batch.Count;
            _bytes = input.BytesRead;
            yield return batch;
        }
        _bytes = input.BytesRead;
        if (input.Damage is { } damage)
            _rejections.Add(damage, _accepted + _rejections.Rows + 1);
    }

    private async ValueTask DetectAsync(InputBuffer input, CancellationToken cancellationToken)
    {
        if (input.Unread.IsEmpty)
            throw new FlowInputException(FlowInputFault.Empty, input.Damage ?? "the input is empty: send at least one flow");
        while (_format is null)
        {
            var isWhole = input.IsAtEnd || input.Unread.Length >= FlowFileReader.DetectBytes;
            _format = FormatDetection.Detect(input.Unread, isWhole, out var needsMore);
            if (needsMore)
                await input.FillAsync(cancellationToken);
            else if (_format is null)
            {
                throw new FlowInputException(FlowInputFault.UnknownFormat, FormatDetection.IsTabular(input.Unread, isWhole)
                    ? "the rows are those of NSL-KDD, a table without addresses or times, of which no flows can be made: send the flow log of a capture"
                    : $"the first lines fit none of the formats {string.Join(", ", FlowFormatNames.All)}: check the file, or name its format");
            }
        }
    }
}
