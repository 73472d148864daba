using System.Numerics.Tensors;

namespace NetMl.Tensors.Optimisation;

/// <summary>Keeps single steps from going too far.</summary>
public static class GradientClipping
{
    private const int Part = 4096;

    /// <summary>Shortens the gradient to a length, keeping its direction.</summary>
    /// <param name="gradient">Of all slots: the length is that of the whole.</param>
    /// <param name="limit">Above 0.</param>
    /// <returns>The length before. A gradient whose length is not finite stays as it is.</returns>
    public static double ByNorm(Span<float> gradient, float limit)
    {
        var norm = Math.Sqrt(SumOfSquares(gradient));
        var factor = Factor(norm, limit);
        if (factor < 1)
            TensorPrimitives.Multiply(gradient, factor, gradient);
        return norm;
    }

    /// <summary>For gradients in several pieces: what to multiply all of them by.</summary>
    /// <param name="norm">Root of the sum of <see cref="SumOfSquares"/> of the pieces.</param>
    /// <param name="limit">Above 0.</param>
    /// <returns>At most 1; 1 where the norm is not finite.</returns>
    public static float Factor(double norm, float limit)
    {
        if (!(limit > 0))
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A length is above 0.");
        return double.IsFinite(norm) && norm > limit ? (float)(limit / norm) : 1;
    }

    /// <summary>Σ g², added up in double precision in pieces of fixed size.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> gradient)
    {
        var sum = 0.0;
        for (var at = 0; at < gradient.Length; at += Part)
            sum += TensorPrimitives.SumOfSquares(gradient[at..Math.Min(at + Part, gradient.Length)]);
        return sum;
    }

    /// <summary>Bounds each element to [−limit, limit].</summary>
    /// <param name="limit">Above 0.</param>
    public static void ByValue(Span<float> gradient, float limit)
    {
        if (!(limit > 0))
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A bound is above 0.");
        TensorPrimitives.Clamp(gradient, -limit, limit, gradient);
    }
}
