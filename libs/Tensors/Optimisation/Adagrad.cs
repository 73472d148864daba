using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Optimisation;

/// <summary>g += decay · x; s += g²; x −= rate · g / (√s + ε).</summary>
/// <remarks>As PyTorch's Adagrad. Source: Duchi, Hazan, Singer 2011.</remarks>
public sealed class Adagrad : IOptimiser
{
    private readonly float _epsilon;

    /// <param name="epsilon">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public Adagrad(float epsilon = 1e-10f)
    {
        if (!(epsilon > 0))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon must be above 0.");
        _epsilon = epsilon;
    }

    public string Name => "adagrad";

    public int States => 1;

    public void Step(OptimiserStep step, ReadOnlySpan<float> gradient, Span<float> values, Span<float> first, Span<float> second) =>
        ElementSteps.Run(new Summed(_epsilon, step), States, gradient, values, first, second);

    private readonly struct Summed(float epsilon, OptimiserStep step) : IElementStep
    {
        private readonly Vector<float> _epsilon = new(epsilon);
        private readonly Vector<float> _rate = new(step.Rate);
        private readonly Vector<float> _decay = new(step.WeightDecay);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move(Vector<float> gradient, ref Vector<float> x, ref Vector<float> first, ref Vector<float> second)
        {
            gradient += _decay * x;
            first += gradient * gradient;
            x -= _rate * gradient / (Vector.SquareRoot(first) + _epsilon);
        }
    }
}
