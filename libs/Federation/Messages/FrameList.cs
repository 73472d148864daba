namespace NetMl.Federation.Messages;

/// <summary>Frames in one body: each after its 32-bit length.</summary>
public static class FrameList
{
    /// <summary>More frames than this are refused.</summary>
    public const int MaximumFrames = 10_000;

    public static byte[] Join(IEnumerable<ReadOnlyMemory<byte>> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var writer = new FrameWriter();
        foreach (var frame in frames) writer.Block(frame.Span);
        return writer.ToArray();
    }

    public static byte[] Join(IReadOnlyCollection<SignedMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var writer = new FrameWriter(Math.Max(1, messages.Sum(message => sizeof(int) + message.FrameBytes)));
        foreach (var message in messages) message.Write(writer.Int32(message.FrameBytes));
        return writer.ToArray();
    }

    /// <returns>Views of <paramref name="bytes"/>.</returns>
    /// <exception cref="InvalidDataException">Torn, a frame above <see cref="SignedMessage.MaximumFrameBytes"/>, or too many of them.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes, int maximumFrames = MaximumFrames)
    {
        var frames = new List<ReadOnlyMemory<byte>>();
        var reader = new FrameReader(bytes.Span, "list of frames");
        while (reader.Left > 0)
        {
            if (frames.Count == maximumFrames)
                throw new InvalidDataException($"the list holds more than {maximumFrames} frames");
            var length = reader.Block(SignedMessage.MaximumFrameBytes).Length;
            frames.Add(bytes.Slice(bytes.Length - reader.Left - length, length));
        }
        return frames;
    }

    /// <exception cref="InvalidDataException">As <see cref="Split"/> and <see cref="SignedMessage.Decode"/>.</exception>
    public static IReadOnlyList<SignedMessage> SplitMessages(ReadOnlyMemory<byte> bytes, int maximumFrames = MaximumFrames) =>
        [.. Split(bytes, maximumFrames).Select(SignedMessage.Decode)];
}
