using NetMl.ParameterServer.Rounds;

namespace NetMl.ParameterServer.Frames;

/// <summary>Shard → worker: what became of a push.</summary>
/// <param name="Problem">A sentence when the push cannot ever be taken; null otherwise.</param>
/// <param name="Round">The shard's open round afterwards.</param>
public sealed record PushAnswer(string? Problem, Arrival Arrival, int Round)
{
    public byte[] Encode() => new FrameWriter(FrameKind.PushAnswer).Text(Problem ?? "").Int((int)Arrival).Int(Round).ToArray();

    /// <exception cref="InvalidDataException">The frame is torn.</exception>
    public static PushAnswer Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame, FrameKind.PushAnswer);
        var problem = reader.Text();
        var answer = new PushAnswer(problem.Length == 0 ? null : problem, (Arrival)reader.Int(), reader.Int());
        reader.End();
        return answer;
    }
}
