using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Training;

/// <summary>One pass of a network over its inputs.</summary>
public delegate Variable<float> NetworkPass(Tape<float> tape, ParameterSet<float> parameters);

/// <summary>The tapes of a training: one on which it learns and one on which it answers, each with buffers that stay.</summary>
/// <remarks>A warm pass allocates nothing when the memory of values and gradient is that of the pass before. For one thread at a time.</remarks>
/// <param name="seed">Of dropout.</param>
public sealed class NetworkPasses(ParameterLayout layout, int seed, WorkTeam team)
{
    private readonly Tape<float> _learning = new(team);
    private readonly Tape<float> _answering = new(team);
    private Bound? _learnt;
    private Bound? _answered;

    /// <summary>The loss of a step, and its gradient added to <paramref name="gradient"/>.</summary>
    /// <param name="loss">Gives [1, 1].</param>
    public double Learn(long step, Memory<float> values, Memory<float> gradient, NetworkPass loss)
    {
        _learning.Reset(Pass.Training(seed, step));
        var result = loss(_learning, Bind(ref _learnt, _learning, values, gradient));
        _learning.Backward(result);
        return result.Value.Span[0];
    }

    /// <summary>What a network answers, without dropout.</summary>
    /// <returns>Valid until the next call.</returns>
    public Tensor<float> Answer(Memory<float> values, NetworkPass forward)
    {
        _answering.Reset(Pass.Evaluation);
        return forward(_answering, Bind(ref _answered, _answering, values, Memory<float>.Empty)).Value;
    }

    private ParameterSet<float> Bind(ref Bound? bound, Tape<float> tape, Memory<float> values, Memory<float> gradient)
    {
        if (bound is null || !bound.Values.Equals(values) || !bound.Gradient.Equals(gradient))
            bound = new Bound(values, gradient, new ParameterSet<float>(tape, layout, values, gradient));
        return bound.Parameters;
    }

    private sealed record Bound(Memory<float> Values, Memory<float> Gradient, ParameterSet<float> Parameters);
}
