using System.Runtime.CompilerServices;

namespace NetMl.Flows.Reading;

/// <summary>Reads frames that stand one after the other. A damaged frame is refused; after a damaged header nothing more can be found.</summary>
internal sealed class FrameFile(InputBuffer input, RejectionTally rejections)
{
    private long _frame;

    public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await input.FillAsync(FlowFrame.HeaderBytes, cancellationToken);
            if (input.Unread.IsEmpty || !TryMeasure(out var length))
                yield break;
            var frame = new byte[length];
            if (!await TryTakeAsync(frame, cancellationToken))
                yield break;
            if (TryDecode(frame) is { Count: > 0 } batch)
                yield return batch;
        }
    }

    private bool TryMeasure(out int length)
    {
        _frame++;
        length = 0;
        try
        {
            length = FlowFrame.FrameLength(input.Unread);
            return true;
        }
        catch (InvalidDataException e)
        {
            rejections.Add(e.Message, _frame);
            return false;
        }
    }

    private async ValueTask<bool> TryTakeAsync(Memory<byte> frame, CancellationToken cancellationToken)
    {
        for (var taken = 0; taken < frame.Length;)
        {
            await input.FillAsync(1, cancellationToken);
            var part = Math.Min(input.Unread.Length, frame.Length - taken);
            if (part == 0)
            {
                rejections.Add("the last frame is cut short", _frame);
                return false;
            }
            input.Unread[..part].CopyTo(frame.Span[taken..]);
            input.Consume(part);
            taken += part;
        }
        return true;
    }

    private FlowBatch? TryDecode(ReadOnlyMemory<byte> frame)
    {
        try
        {
            return FlowFrame.Decode(frame).Batch;
        }
        catch (InvalidDataException e)
        {
            rejections.Add(e.Message, _frame);
            return null;
        }
    }
}
