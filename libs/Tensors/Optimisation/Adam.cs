using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Optimisation;

/// <summary>g += decay · x, then x −= rate · m̂ / (√v̂ + ε) with the moments of g.</summary>
/// <remarks>The decay goes through the moments, as in PyTorch's Adam. Source: Kingma, Ba 2015.</remarks>
public sealed class Adam(AdamSettings settings) : IOptimiser
{
    private readonly AdamSettings _settings = settings.Checked();

    /// <summary>With the settings of the paper.</summary>
    public Adam() : this(new AdamSettings())
    {
    }

    public string Name => "adam";

    public int States => 2;

    public void Step(OptimiserStep step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second) =>
        ElementSteps.Run(new Coupled(_settings, step), States, gradient, values, first, second);

    private readonly struct Coupled(AdamSettings settings, OptimiserStep step) : IElementStep
    {
        private readonly AdamMoments _moments = new(settings, step.Index);
        private readonly Vector<float> _rate = new(step.Rate);
        private readonly Vector<float> _decay = new(step.WeightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second)
        {
            _moments.Follow(gradient + _decay * x, ref first, ref second);
            x -= _rate * _moments.Direction(first, second);
        }
    }
}
