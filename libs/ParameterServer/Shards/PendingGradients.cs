using System.Numerics.Tensors;
using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Rounds;

namespace NetMl.ParameterServer.Shards;

/// <summary>Gradients of the open round that wait for the other parts, by part number.</summary>
public sealed class PendingGradients
{
    private readonly SortedDictionary<int, GradientPush> _pushes;

    private PendingGradients(SortedDictionary<int, GradientPush> pushes) => _pushes = pushes;

    public static PendingGradients None { get; } = new([]);

    public int Count => _pushes.Count;

    /// <summary>The barrier of a round, with what waits here counted in.</summary>
    public RoundClock Clock(int parts, int round)
    {
        var clock = new RoundClock(parts, round);
        foreach (var push in _pushes.Values)
            clock.Arrive(push.Part, push.Round);
        return clock;
    }

    /// <summary>These and one more.</summary>
    public PendingGradients With(GradientPush push) => new(new SortedDictionary<int, GradientPush>(_pushes) { [push.Part] = push });

    /// <summary>Sum in ascending part number.</summary>
    public float[] Sum(int length)
    {
        var sum = new float[length];
        foreach (var push in _pushes.Values)
            TensorPrimitives.Add(sum, push.Values.Span, sum);
        return sum;
    }

    public byte[] Encode()
    {
        var writer = new FrameWriter(FrameKind.Pending).Int(_pushes.Count);
        foreach (var push in _pushes.Values)
            writer.Bytes(push.Encode());
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are torn.</exception>
    public static PendingGradients Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new FrameReader(bytes, FrameKind.Pending);
        var pushes = new SortedDictionary<int, GradientPush>();
        for (var count = reader.Int(); count > 0; count--)
        {
            var push = GradientPush.Decode(reader.Bytes());
            pushes[push.Part] = push;
        }
        reader.End();
        return new PendingGradients(pushes);
    }
}
