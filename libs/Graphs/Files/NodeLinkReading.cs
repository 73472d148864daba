using System.Text.Json;

namespace NetMl.Graphs.Files;

/// <summary>Feeds a stream of JSON through <see cref="NodeLinkTokens"/>, a buffer at a time.</summary>
internal sealed class NodeLinkReading
{
    private const int MaxTokenBytes = 1 << 20;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly NodeLinkTokens _tokens = new();
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });
    private byte[] _buffer = new byte[1 << 16];
    private int _end;

    // Lines before the buffer.
    private long _lines;

    public async Task<NamedGraph> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        _end = await stream.ReadAtLeastAsync(_buffer, ByteOrderMark.Length, throwOnEndOfStream: false, cancellationToken);
        if (_buffer.AsSpan().StartsWith(ByteOrderMark))
            Drop(ByteOrderMark.Length);
        for (var isAtEnd = false; !isAtEnd;)
        {
            if (_end == _buffer.Length)
                Grow();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            isAtEnd = count == 0;
            _end += count;
            Consume(isAtEnd);
        }
        return _tokens.Build(_lines + 1);
    }

    private void Grow()
    {
        if (_buffer.Length >= MaxTokenBytes)
            throw new GraphInputException(_lines + 1, $"a text or a run of blanks is longer than {MaxTokenBytes} bytes.");
        Array.Resize(ref _buffer, 2 * _buffer.Length);
    }

    private void Consume(bool isAtEnd)
    {
        var input = _buffer.AsSpan(0, _end);
        var json = new Utf8JsonReader(input, isAtEnd, _state);
        long line = _lines, counted = 0;
        try
        {
            while (json.Read())
            {
                line += input[(int)counted..(int)json.TokenStartIndex].Count((byte)'\n');
                counted = json.TokenStartIndex;
                _tokens.Take(ref json, line + 1);
            }
        }
        catch (JsonException broken) when (IsNoNumber(input[(int)json.BytesConsumed..]))
        {
            throw new GraphInputException((broken.LineNumber ?? 0) + 1, $"{_tokens.Place} is NaN or infinite; JSON has finite numbers only: write one of them.", broken);
        }
        catch (JsonException broken)
        {
            throw new GraphInputException((broken.LineNumber ?? 0) + 1, $"this is no well-formed JSON: {broken.Message.Split(" LineNumber:")[0]}", broken);
        }
        catch (InvalidOperationException broken)
        {
            throw new GraphInputException(line + 1, "a text is not valid UTF-8.", broken);
        }
        _state = json.CurrentState;
        _lines += input[..(int)json.BytesConsumed].Count((byte)'\n');
        Drop((int)json.BytesConsumed);
    }

    /// <summary>Whether a NaN or an infinity, as Python writes them into JSON, stands here, or as much of it as the buffer holds.</summary>
    private static bool IsNoNumber(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        return !rest.IsEmpty && (Begins("NaN"u8, rest) || Begins("Infinity"u8, rest) || Begins("-Infinity"u8, rest));
    }

    private static bool Begins(ReadOnlySpan<byte> word, ReadOnlySpan<byte> rest) => word.StartsWith(rest[..Math.Min(word.Length, rest.Length)]);

    private void Drop(int count)
    {
        _buffer.AsSpan(count.._end).CopyTo(_buffer);
        _end -= count;
    }
}
