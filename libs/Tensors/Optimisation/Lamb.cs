using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Optimisation;

/// <summary>r = m̂ / (√v̂ + ε) + decay · x; x −= rate · trust · r with trust = ‖x‖ / ‖r‖ over the slot, or 1 where one of them is 0.</summary>
/// <remarks>Source: You et al. 2020, φ = identity. r is computed twice rather than kept.</remarks>
public sealed class Lamb(AdamSettings settings) : IOptimiser
{
    private readonly AdamSettings _settings = settings.Checked();

    /// <summary>With β = 0.9 and 0.999, ε = 1e-6.</summary>
    public Lamb() : this(new AdamSettings(Epsilon: 1e-6))
    {
    }

    public string Name => "lamb";

    public int States => 2;

    public void Step(OptimiserStep step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
    {
        ElementSteps.Check(States, gradient, values, first, second);
        var moments = new AdamMoments(_settings, step.Index);
        var before = TensorPrimitives.Norm<float>(values);
        ElementSteps.Run(new Following(moments), States, gradient, values, first, second);

        // The first walk moves the moments alone, the last one the values alone.
        var direction = DirectionNorm(moments, step.WeightDecay, values, first, second);
        var trust = before > 0 && direction > 0 ? before / direction : 1;
        ElementSteps.Run(new Trusting(moments, step.Rate * trust, step.WeightDecay), States, gradient, values, first, second);
    }

    private static float DirectionNorm(AdamMoments moments, float decay, ReadOnlySpan<float> values, ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var sum = Vector<float>.Zero;
        var (i, width) = (0, Vector<float>.Count);
        for (; i <= values.Length - width; i += width)
        {
            var r = moments.Direction(new Vector<float>(first[i..]), new Vector<float>(second[i..])) + new Vector<float>(decay) * new Vector<float>(values[i..]);
            sum += r * r;
        }

        var total = Vector.Sum(sum);
        for (; i < values.Length; i++)
        {
            var r = moments.Direction(new Vector<float>(first[i]), new Vector<float>(second[i]))[0] + decay * values[i];
            total += r * r;
        }
        return MathF.Sqrt(total);
    }

    private readonly struct Following(AdamMoments moments) : IElementStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second) =>
            moments.Follow(gradient, ref first, ref second);
    }

    private readonly struct Trusting(AdamMoments moments, float rate, float decay) : IElementStep
    {
        private readonly Vector<float> _rate = new(rate);
        private readonly Vector<float> _decay = new(decay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second) =>
            x -= _rate * (moments.Direction(first, second) + _decay * x);
    }
}
