namespace NetMl.ParameterServer.Frames;

/// <summary>Worker → shard: asks for the values that a round computes with.</summary>
public sealed record PullRequest(int Round)
{
    public byte[] Encode() => new FrameWriter(FrameKind.PullRequest).Int(Round).ToArray();

    /// <exception cref="InvalidDataException">The frame is torn.</exception>
    public static PullRequest Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame, FrameKind.PullRequest);
        var request = new PullRequest(reader.Int());
        reader.End();
        return request;
    }
}
