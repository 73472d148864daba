using System.Runtime.CompilerServices;

namespace NetMl.Flows.Reading;

/// <summary>Lets a row reader read the lines of an input, and gives out batches. Memory: one buffer and one batch.</summary>
internal sealed class RowFile(InputBuffer input, IRowReader reader, RejectionTally rejections, FlowReadOptions options) : ILineReader
{
    // A row adds at most this much to a frame: fixed part, two addresses, three texts.
    private const int LargestRowBytes = FlowFrame.MaxRowBytes + 32 + 3 * (FlowBatchBuilder.MaxTextBytes + 4);

    private readonly FlowBatchBuilder _rows = new(Math.Min(options.BatchRows, 1024));
    private readonly LineFile _lines = new(input, rejections, options.MaxRowBytes);

    public bool IsFull =>
        _rows.Count >= options.BatchRows || _rows.FrameBytesAtMost > FlowFrame.MaxBytes - 2 * FlowFrame.MaxNameBytes - LargestRowBytes;

    public string? Take(ReadOnlySpan<byte> line) => reader.Read(line, _rows);

    public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            _lines.ReadLines(this);
            if (IsFull)
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
}
