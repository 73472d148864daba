using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Optimisation;

/// <summary>x −= rate · decay · x, then x −= rate · m̂ / (√v̂ + ε) with the moments of g.</summary>
/// <remarks>The decay does not touch the moments. Source: Loshchilov, Hutter 2019.</remarks>
public sealed class AdamW(AdamSettings settings) : IOptimiser
{
    private readonly AdamSettings _settings = settings.Checked();

    /// <summary>With the settings of Adam's paper.</summary>
    public AdamW() : this(new AdamSettings())
    {
    }

    public string Name => "adamw";

    public int States => 2;

    public void Step(OptimiserStep step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second) =>
        ElementSteps.Run(new Decoupled(_settings, step), States, gradient, values, first, second);

    private readonly struct Decoupled(AdamSettings settings, OptimiserStep step) : IElementStep
    {
        private readonly AdamMoments _moments = new(settings, step.Index);
        private readonly Vector<float> _rate = new(step.Rate);
        private readonly Vector<float> _kept = new(1 - step.Rate * step.WeightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second)
        {
            _moments.Follow(gradient, ref first, ref second);
            x = _kept * x - _rate * _moments.Direction(first, second);
        }
    }
}
