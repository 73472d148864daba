using System.Runtime.CompilerServices;

namespace NetMl.Flows.Reading;

/// <summary>Reads frames that stand one after the other. A damaged frame is refused; after a damaged header nothing more can be found.</summary>
internal sealed class FrameFile(InputBuffer input, RejectionTally rejections)
{
    private const int FirstBytes = 4096;

    private long _frame;

    public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await input.FillAsync(FlowFrame.HeaderBytes, cancellationToken);
            if (input.Unread.IsEmpty || !TryMeasure(out var length))
                yield break;
            if (await TakeAsync(length, cancellationToken) is not { } frame)
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

    /// <summary>The whole frame, or null when it is cut short; memory grows with what is there, not with what the header says.</summary>
    private async ValueTask<byte[]?> TakeAsync(int length, CancellationToken cancellationToken)
    {
        var frame = new byte[Math.Min(length, FirstBytes)];
        for (var taken = 0; taken < length;)
        {
            await input.FillAsync(1, cancellationToken);
            var part = Math.Min(input.Unread.Length, length - taken);
            if (part == 0)
            {
                rejections.Add("the last frame is cut short", _frame);
                return null;
            }
            if (taken + part > frame.Length)
                Array.Resize(ref frame, Math.Min(length, Math.Max(taken + part, 2 * frame.Length)));
            input.Unread[..part].CopyTo(frame.AsSpan(taken));
            input.Consume(part);
            taken += part;
        }
        return frame;
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
