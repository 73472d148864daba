using NetMl.ParameterServer.Optimisers;

namespace NetMl.ParameterServer.Frames;

/// <summary>Coordinator → shard: the starting values of a range and how to train them.</summary>
/// <param name="Parts">Gradients per round.</param>
public sealed record ShardSetup(OptimiserSettings Optimiser, int Parts, ReadOnlyMemory<float> Values)
{
    /// <summary>Ranges of <see cref="Values"/>, ascending, that do not decay.</summary>
    public IReadOnlyList<Range> Steady { get; init; } = [];

    public byte[] Encode() => new FrameWriter(FrameKind.Setup)
        .Text(Optimiser.Name).Float(Optimiser.LearningRate).Int(Optimiser.Rounds).Float(Optimiser.WeightDecay)
        .Int(Parts).Floats(Values.Span).Ranges(Steady).ToArray();

    /// <exception cref="InvalidDataException">The frame is torn or its settings cannot serve.</exception>
    public static ShardSetup Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame, FrameKind.Setup);
        var optimiser = new OptimiserSettings(ServerOptimiser.Find(reader.Text()).Name, reader.Float(), reader.Int(), reader.Float());
        var setup = new ShardSetup(optimiser, reader.Int(), reader.Floats());
        setup = setup with { Steady = reader.Ranges(setup.Values.Length) };
        reader.End();
        return setup.Parts >= 1 && optimiser.LearningRate > 0
            ? setup
            : throw new InvalidDataException($"A shard needs at least one part and a learning rate above 0, not {setup.Parts} and {optimiser.LearningRate}.");
    }
}
