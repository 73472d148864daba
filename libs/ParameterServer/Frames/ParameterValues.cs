namespace NetMl.ParameterServer.Frames;

/// <summary>Shard → worker: the values of a round, or the reason why there are none.</summary>
/// <param name="Problem">A sentence; null when <paramref name="Values"/> are those that were asked for.</param>
/// <param name="Round">The shard's open round.</param>
public sealed record ParameterValues(string? Problem, int Round, ReadOnlyMemory<float> Values)
{
    public byte[] Encode() => new FrameWriter(FrameKind.Values).Text(Problem ?? "").Int(Round).Floats(Values.Span).ToArray();

    /// <exception cref="InvalidDataException">The frame is torn.</exception>
    public static ParameterValues Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame, FrameKind.Values);
        var problem = reader.Text();
        var values = new ParameterValues(problem.Length == 0 ? null : problem, reader.Int(), reader.Floats());
        reader.End();
        return values;
    }
}
