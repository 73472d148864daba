namespace NetMl.ParameterServer.Frames;

/// <summary>Worker → shard: one part's gradient of one round; (job, part, round) names it, the job being in the actor's id.</summary>
public sealed record GradientPush(int Part, int Round, ReadOnlyMemory<float> Values)
{
    public byte[] Encode() => new FrameWriter(FrameKind.Gradient).Int(Part).Int(Round).Floats(Values.Span).ToArray();

    /// <exception cref="InvalidDataException">The frame is torn.</exception>
    public static GradientPush Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame, FrameKind.Gradient);
        var push = new GradientPush(reader.Int(), reader.Int(), reader.Floats());
        reader.End();
        return push;
    }
}
