namespace NetMl.Flows.Reading;

/// <summary>Cuts an input into lines and counts those that are refused.</summary>
internal sealed class LineFile(InputBuffer input, RejectionTally rejections, int maxRowBytes)
{
    private long _line;
    private bool _skippingLongRow;

    /// <summary>Hands over whole lines until the buffer is exhausted or the reader full; the last line may lack its line end.</summary>
    public void ReadLines(ILineReader reader)
    {
        var unread = input.Unread;
        var at = 0;
        while (at < unread.Length && !reader.IsFull)
        {
            var length = unread[at..].IndexOf((byte)'\n');
            if (length < 0 && !input.IsAtEnd)
                break;
            var line = length < 0 ? unread[at..] : unread.Slice(at, length);
            ReadLine(line, reader, isCutOff: length < 0 && input.Damage is not null);
            at += length < 0 ? line.Length : length + 1;
        }
        if (!reader.IsFull && unread.Length - at > maxRowBytes)
        {
            _skippingLongRow = true;
            at = unread.Length;
        }
        input.Consume(at);
    }

    private void ReadLine(ReadOnlySpan<byte> line, ILineReader reader, bool isCutOff)
    {
        if (++_line == 1 && line.StartsWith(FormatDetection.ByteOrderMark))
            line = line[FormatDetection.ByteOrderMark.Length..];
        if (_skippingLongRow || line.Length > maxRowBytes)
        {
            _skippingLongRow = false;
            rejections.Add("the row is longer than allowed", _line);
            return;
        }
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        if (line.IsEmpty || isCutOff)
            return;
        if (reader.Take(line) is { } reason)
            rejections.Add(reason, _line);
    }
}
