using System.Numerics.Tensors;
using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Optimisers;
using NetMl.ParameterServer.Rounds;

namespace NetMl.ParameterServer.Shards;

/// <summary>A range of parameters with its optimiser: values of the open round and of the one before it.</summary>
/// <remarks>
/// The values before the last step are kept so that a part whose worker died between two shards can be computed again
/// with the parameters of its round: the coordinator opens a round only when all parts of the one before are with all shards, so a
/// shard is at most one round ahead. Gradients are summed in part order, whatever order they came in.
/// Immutable from outside: <see cref="Encode"/> and <see cref="PendingGradients"/> are what a host stores.
/// </remarks>
public sealed class ShardState
{
    private readonly OptimiserSettings _settings;
    private readonly int _parts;
    private readonly int _round;
    private readonly float[] _values;
    private readonly float[] _previous;
    private readonly float[] _first;
    private readonly float[] _second;
    private readonly IReadOnlyList<Range> _steady;

    private ShardState(OptimiserSettings settings, int parts, int round, float[] values, float[] previous, float[] first, float[] second, IReadOnlyList<Range> steady)
    {
        _steady = steady;
        _settings = settings;
        _parts = parts;
        _round = round;
        _values = values;
        _previous = previous;
        _first = first;
        _second = second;
    }

    /// <summary>The open round = steps taken so far.</summary>
    public int Round => _round;

    /// <summary>Gradients per round.</summary>
    public int Parts => _parts;

    /// <summary>Number of parameters.</summary>
    public int Length => _values.Length;

    public static ShardState Start(ShardSetup setup) => new(
        setup.Optimiser, setup.Parts, 0, setup.Values.ToArray(), setup.Values.ToArray(), new float[setup.Values.Length], new float[setup.Values.Length], setup.Steady);

    /// <summary>Values for the open round or the one before.</summary>
    public ParameterValues Pull(PullRequest request)
    {
        if (request.Round == _round)
            return new ParameterValues(null, _round, _values);
        return request.Round == _round - 1
            ? new ParameterValues(null, _round, _previous)
            : new ParameterValues($"The shard is in round {_round} and has no values for round {request.Round}.", _round, ReadOnlyMemory<float>.Empty);
    }

    /// <summary>Takes one gradient in; the last part of a round moves the parameters.</summary>
    /// <param name="pending">Gradients of the open round so far.</param>
    /// <returns>The answer, and what must be stored before it is given.</returns>
    public PushResult Push(GradientPush push, PendingGradients pending)
    {
        if (push.Part < 0 || push.Part >= _parts || push.Values.Length != Length)
            return Unchanged(pending, new PushAnswer($"The shard expects parts 0 to {_parts - 1} of {Length} values, not part {push.Part} of {push.Values.Length}.", Arrival.Stale, _round));
        var clock = pending.Clock(_parts, _round);
        var arrival = clock.Arrive(push.Part, push.Round);
        if (arrival != Arrival.Accepted)
            return Unchanged(pending, new PushAnswer(null, arrival, _round));
        if (!TensorPrimitives.IsFiniteAll<float>(push.Values.Span))
            return Unchanged(pending, new PushAnswer($"The gradient of round {push.Round} is no longer finite; train with a lower learning rate.", Arrival.Stale, _round));

        var waiting = pending.With(push);
        return clock.IsComplete
            ? Advanced(waiting.Sum(Length))
            : new PushResult(this, waiting, new PushAnswer(null, arrival, _round), HasStepped: false);
    }

    /// <summary>All of it but the pending gradients, as bytes.</summary>
    public byte[] Encode() => new FrameWriter(FrameKind.State)
        .Text(_settings.Name).Float(_settings.LearningRate).Int(_settings.Rounds).Float(_settings.WeightDecay)
        .Int(_parts).Int(_round).Floats(_values).Floats(_previous).Floats(_first).Floats(_second).Ranges(_steady).ToArray();

    /// <exception cref="InvalidDataException">The bytes are torn.</exception>
    public static ShardState Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new FrameReader(bytes, FrameKind.State);
        var settings = new OptimiserSettings(ServerOptimiser.Find(reader.Text()).Name, reader.Float(), reader.Int(), reader.Float());
        var (parts, round, values) = (reader.Int(), reader.Int(), reader.Floats());
        var state = new ShardState(settings, parts, round, values, reader.Floats(), reader.Floats(), reader.Floats(), reader.Ranges(values.Length));
        reader.End();
        return state._previous.Length == state.Length && state._first.Length == state.Length && state._second.Length == state.Length && state._parts >= 1
            ? state
            : throw new InvalidDataException("The parameter shard's state is torn: its arrays differ in length.");
    }

    private PushResult Unchanged(PendingGradients pending, PushAnswer answer) => new(this, pending, answer, HasStepped: false);

    private PushResult Advanced(float[] gradient)
    {
        var (values, first, second) = ((float[])_values.Clone(), (float[])_first.Clone(), (float[])_second.Clone());
        ServerOptimiser.Find(_settings.Name).Step(_settings, _round, _steady, gradient, values, first, second);
        var next = new ShardState(_settings, _parts, _round + 1, values, _values, first, second, _steady);
        return new PushResult(next, PendingGradients.None, new PushAnswer(null, Arrival.Accepted, next.Round), HasStepped: true);
    }
}

/// <summary>What a push led to.</summary>
/// <param name="HasStepped">The state changed; otherwise at most <paramref name="Pending"/> did.</param>
public sealed record PushResult(ShardState State, PendingGradients Pending, PushAnswer Answer, bool HasStepped);
