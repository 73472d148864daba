using System.Numerics.Tensors;

namespace NetMl.ParameterServer.Optimisers;

/// <summary>Moves a range of parameters by the sum of a round's gradients; every element stands for itself, so ranges may live anywhere.</summary>
public abstract class ServerOptimiser
{
    /// <summary>The name used in settings.</summary>
    public abstract string Name { get; }

    /// <summary>Optimisers by name.</summary>
    /// <exception cref="InvalidDataException">The name is unknown.</exception>
    public static ServerOptimiser Find(string name) => name switch
    {
        Adam.OptimiserName => new Adam(),
        Sgd.OptimiserName => new Sgd(),
        _ => throw new InvalidDataException($"The optimiser '{name}' is unknown; known are {Adam.OptimiserName} and {Sgd.OptimiserName}."),
    };

    /// <summary>One step, in place; all spans have one length.</summary>
    /// <param name="first">First moment, kept between steps.</param>
    /// <param name="second">Second moment, kept between steps.</param>
    /// <param name="step">0-based.</param>
    /// <param name="steady">Ranges that do not decay, such as biases.</param>
    public void Step(OptimiserSettings settings, int step, IReadOnlyList<Range> steady, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
    {
        if (gradient.Length != values.Length || first.Length != values.Length || second.Length != values.Length)
            throw new ArgumentException($"Gradient, moments and parameters differ in length: {gradient.Length}, {first.Length}, {second.Length}, {values.Length}.", nameof(gradient));
        var rate = settings.Rate(step);
        if (settings.WeightDecay > 0)
            Decay(1 - rate * settings.WeightDecay, steady, values);
        Move(rate, step, gradient, values, first, second);
    }

    private static void Decay(float kept, IReadOnlyList<Range> steady, Span<float> values)
    {
        var from = 0;
        foreach (var range in steady.Append(values.Length..values.Length))
        {
            var (offset, length) = range.GetOffsetAndLength(values.Length);
            TensorPrimitives.Multiply(values[from..offset], kept, values[from..offset]);
            from = offset + length;
        }
    }

    private protected abstract void Move(float rate, int step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second);
}
