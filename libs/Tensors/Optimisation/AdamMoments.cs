using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Optimisation;

/// <summary>m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g², direction = m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ), t = step + 1.</summary>
internal readonly struct AdamMoments
{
    private readonly Vector<float> _keep1, _take1, _keep2, _take2, _mean, _root, _epsilon;

    public AdamMoments(AdamSettings settings, int step)
    {
        (_keep1, _take1) = (new((float)settings.Beta1), new((float)(1 - settings.Beta1)));
        (_keep2, _take2) = (new((float)settings.Beta2), new((float)(1 - settings.Beta2)));
        _mean = new((float)(1 / (1 - Math.Pow(settings.Beta1, step + 1))));
        _root = new((float)(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, step + 1))));
        _epsilon = new((float)settings.Epsilon);
    }

    /// <summary>Takes in a gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Follow(Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first = _keep1 * first + _take1 * gradient;
        second = _keep2 * second + _take2 * gradient * gradient;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Direction(Vector<float> first, Vector<float> second) =>
        first * _mean / (Vector.SquareRoot(second) * _root + _epsilon);
}
