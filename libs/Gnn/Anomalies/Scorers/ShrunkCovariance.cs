using System.Numerics.Tensors;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>A covariance that can always be inverted. Source: Ledoit, Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices".</summary>
internal static class ShrunkCovariance
{
    /// <summary>(1 − α) S + α μ 1 with μ = tr(S) / width. O(n · width²).</summary>
    /// <param name="z">[n, width]; each column's mean is 0.</param>
    /// <param name="leastShrinkage">Least α.</param>
    /// <returns>[width, width].</returns>
    public static double[] Of(ReadOnlySpan<double> z, int width, double leastShrinkage)
    {
        var count = z.Length / width;
        var (covariance, fourth) = (new double[width * width], 0.0);
        for (var row = 0; row < count; row++)
        {
            var values = z.Slice(row * width, width);
            var length = 0.0;
            for (var i = 0; i < width; i++)
            {
                var to = covariance.AsSpan(i * width, i + 1);
                TensorPrimitives.MultiplyAdd(values[..(i + 1)], values[i], to, to);
                length += values[i] * values[i];
            }
            fourth += length * length;
        }
        for (var i = 0; i < width; i++)
            for (var j = 0; j <= i; j++)
                covariance[i * width + j] = covariance[j * width + i] = covariance[i * width + j] / count;

        var middle = 0.0;
        for (var i = 0; i < width; i++)
            middle += covariance[i * width + i] / width;
        var squares = TensorPrimitives.SumOfSquares<double>(covariance);

        // δ = ‖S − μ1‖² and β = Σ ‖zzᵀ − S‖² / n², both per column; α = β / δ, at most 1.
        var delta = squares - width * middle * middle;
        var beta = Math.Min((fourth / count - squares) / count, delta);
        var alpha = Math.Clamp(delta <= 0 ? 1 : beta / delta, leastShrinkage, 1);
        for (var i = 0; i < covariance.Length; i++)
            covariance[i] = (1 - alpha) * covariance[i] + (i % (width + 1) == 0 ? alpha * Math.Max(middle, 1e-12) : 0);
        return covariance;
    }

    /// <summary>Overwrites a positive definite matrix with its Cholesky factor L, zeros above the diagonal. O(width³).</summary>
    public static void Factorise(Span<double> matrix, int width)
    {
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * width + j] - TensorPrimitives.Dot<double>(matrix.Slice(i * width, j), matrix.Slice(j * width, j));
                matrix[i * width + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / matrix[j * width + j];
            }
            matrix.Slice(i * width + i + 1, width - i - 1).Clear();
        }
    }
}
