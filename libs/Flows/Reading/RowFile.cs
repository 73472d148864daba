using System.Runtime.CompilerServices;

namespace NetMl.Flows.Reading;

/// <summary>Cuts an input into lines, lets a row reader read them, and gives out batches. Memory: one buffer and one batch.</summary>
internal sealed class RowFile(InputBuffer input, IRowReader reader, RejectionTally rejections, FlowReadOptions options)
{
    // A row adds at most this much to a frame: fixed part, two addresses, three texts.
    private const int LargestRowBytes = FlowFrame.MaxRowBytes + 32 + 3 * (FlowBatchBuilder.MaxTextBytes + 4);

    private readonly FlowBatchBuilder _rows = new(Math.Min(options.BatchRows, 1024));
    private long _line;
    private bool _skippingLongRow;

    private bool IsBatchFull =>
        _rows.Count >= options.BatchRows || _rows.FrameBytesAtMost > FlowFrame.MaxBytes - 2 * FlowFrame.MaxNameBytes - LargestRowBytes;

    public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadLines();
            if (IsBatchFull)
            {
                yield return TakeBatch();
                continue;
            }
            if (input.IsAtEnd)
                break;
            var fill = input.FillAsync(cancellationToken).AsTask();
            if (await IsQuietAsync(fill, cancellationToken))
                yield return TakeBatch();
            await fill;
        }
        if (_rows.Count > 0)
            yield return TakeBatch();
    }

    /// <summary>Rows wait, and nothing has come for as long as the options allow.</summary>
    private async ValueTask<bool> IsQuietAsync(Task fill, CancellationToken cancellationToken)
    {
        if (_rows.Count == 0 || options.FlushAfter is not { } patience || fill.IsCompleted)
            return false;
        return await Task.WhenAny(fill, Task.Delay(patience, options.Time, cancellationToken)) != fill && !cancellationToken.IsCancellationRequested;
    }

    private FlowBatch TakeBatch()
    {
        var batch = _rows.Build();
        _rows.Clear();
        return batch;
    }

    /// <summary>Reads whole lines until the buffer or the batch is exhausted; the last line may lack its line end.</summary>
    private void ReadLines()
    {
        var unread = input.Unread;
        var at = 0;
        while (at < unread.Length && !IsBatchFull)
        {
            var length = unread[at..].IndexOf((byte)'\n');
            if (length < 0 && !input.IsAtEnd)
                break;
            var line = length < 0 ? unread[at..] : unread.Slice(at, length);
            ReadLine(line, isCutOff: length < 0 && input.Damage is not null);
            at += length < 0 ? line.Length : length + 1;
        }
        if (!IsBatchFull && unread.Length - at > options.MaxRowBytes)
        {
            _skippingLongRow = true;
            at = unread.Length;
        }
        input.Consume(at);
    }

    private void ReadLine(ReadOnlySpan<byte> line, bool isCutOff)
    {
        if (++_line == 1 && line.StartsWith(FormatDetection.ByteOrderMark))
            line = line[FormatDetection.ByteOrderMark.Length..];
        if (_skippingLongRow || line.Length > options.MaxRowBytes)
        {
            _skippingLongRow = false;
            rejections.Add("the row is longer than allowed", _line);
            return;
        }
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        if (line.IsEmpty || isCutOff)
            return;
        var verdict = reader.Read(line, _rows);
        if (verdict.Reason is { } reason)
            rejections.Add(reason, _line);
    }
}
