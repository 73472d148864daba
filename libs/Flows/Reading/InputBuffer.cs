using System.Buffers;

namespace NetMl.Flows.Reading;

/// <summary>A pooled window over a stream: fills at its end, is consumed at its start. Dispose returns the memory.</summary>
internal sealed class InputBuffer(Stream stream, int capacity, long maxBytes) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _start;
    private int _end;

    /// <summary>Bytes read from the stream.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Nothing more will come.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Why the end came early, if it did.</summary>
    public string? Damage { get; private set; }

    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start.._end);

    public bool IsFull => _end - _start == _buffer.Length;

    public void Consume(int count) => _start += count;

    /// <summary>Reads once more, after moving what is unread to the front.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        var count = await ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        IsAtEnd = count == 0;
        _end += count;
        BytesRead += count;
        if (BytesRead > maxBytes)
            throw new FlowInputException(FlowInputFault.TooLarge, $"the input is longer than the {maxBytes} bytes allowed: send it in parts");
    }

    /// <summary>Fills until <paramref name="wanted"/> bytes are unread, or the end.</summary>
    public async ValueTask FillAsync(int wanted, CancellationToken cancellationToken)
    {
        while (_end - _start < wanted && !IsAtEnd)
            await FillAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> room, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(room, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            Damage = e.Message;
            return 0;
        }
    }
}
