using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Optimisation;

/// <summary>g += decay · x; b = momentum · b + g; x −= rate · b, or x −= rate · (g + momentum · b) with Nesterov's look ahead.</summary>
/// <remarks>As PyTorch's SGD without dampening. Source: Sutskever et al. 2013.</remarks>
public sealed class Sgd : IOptimiser
{
    private readonly float _momentum;
    private readonly bool _isNesterov;

    /// <param name="momentum">Share of the former direction that is kept, in [0, 1).</param>
    /// <param name="isNesterov">Looks ahead along the direction.</param>
    /// <exception cref="ArgumentOutOfRangeException">The momentum is out of its range.</exception>
    public Sgd(float momentum = 0, bool isNesterov = false)
    {
        if (!(momentum >= 0 && momentum < 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Momentum lies in [0, 1).");
        (_momentum, _isNesterov) = (momentum, isNesterov);
    }

    public string Name => "sgd";

    public int States => _momentum > 0 ? 1 : 0;

    public void Step(OptimiserStep step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second)
    {
        if (_momentum > 0)
            ElementSteps.Run(new Heavy(step, _momentum, _isNesterov), States, gradient, values, first, second);
        else
            ElementSteps.Run(new Plain(step), States, gradient, values, first, second);
    }

    private readonly struct Plain(OptimiserStep step) : IElementStep
    {
        private readonly Vector<float> _rate = new(step.Rate);
        private readonly Vector<float> _decay = new(step.WeightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second) =>
            x -= _rate * (gradient + _decay * x);
    }

    private readonly struct Heavy(OptimiserStep step, float momentum, bool isNesterov) : IElementStep
    {
        private readonly Vector<float> _rate = new(step.Rate);
        private readonly Vector<float> _decay = new(step.WeightDecay);
        private readonly Vector<float> _momentum = new(momentum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second)
        {
            gradient += _decay * x;
            first = _momentum * first + gradient;
            x -= _rate * (isNesterov ? gradient + _momentum * first : first);
        }
    }
}
