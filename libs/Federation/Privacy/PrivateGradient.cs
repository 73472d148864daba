using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NetMl.Federation.Privacy;

/// <summary>One step of DP-SGD inside a site (Abadi et al. 2016): clip each unit's gradient, add, add noise.</summary>
/// <remarks>
/// With units drawn by Poisson sampling at rate q, T steps cost <see cref="PrivacyAccountant.Epsilon(double, double, int, double)"/> for one unit; divide the sum by the expected q · units, not by how many were drawn.
/// </remarks>
public static class PrivateGradient
{
    private const int Pairs = 256;
    private const double TwoToMinus64 = 1.0 / 18446744073709551616.0;

    /// <summary>sum += the unit's gradient, scaled down to norm <paramref name="clip"/>.</summary>
    /// <param name="sum">[P].</param>
    /// <param name="unitGradient">[P].</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is not a finite number.</exception>
    public static void AddClipped(Span<float> sum, ReadOnlySpan<float> unitGradient, double clip)
    {
        var squares = 0.0;
        foreach (var value in unitGradient)
            squares += (double)value * value;
        if (!double.IsFinite(squares))
            throw new ArgumentException("A value of the gradient is not a finite number.", nameof(unitGradient));
        var factor = Math.Min(1, clip / Math.Sqrt(squares) * (1 - 1e-6)); // float32 must not lift the norm above the clip
        TensorPrimitives.MultiplyAdd(unitGradient, (float)factor, sum, sum);
    }

    /// <summary>Adds Gaussian noise of deviation noiseMultiplier · clip to every number.</summary>
    /// <remarks>
    /// Box–Muller in double precision from 64-bit uniform numbers of RandomNumberGenerator: reaches 9.4 deviations. The result is rounded to a grid of σ · 2^−20 (or float32's own, where coarser),
    /// so that its lowest bits do not betray the sum; unlike <see cref="PrivacyMechanism.AddGaussian"/> this is not exact, but fast enough for every step.
    /// </remarks>
    public static void AddNoise(Span<float> sum, double noiseMultiplier, double clip)
    {
        var sigma = noiseMultiplier * clip;
        if (!(sigma > 0) || double.IsInfinity(sigma))
            throw new ArgumentOutOfRangeException(nameof(noiseMultiplier), noiseMultiplier, $"The deviation of noise is a finite number above 0, not {sigma}.");
        var grid = Math.ScaleB(1, Math.ILogB(sigma) - 20);
        Span<ulong> random = stackalloc ulong[2 * Pairs];
        for (var from = 0; from < sum.Length; from += 2 * Pairs)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(random));
            var block = sum.Slice(from, Math.Min(2 * Pairs, sum.Length - from));
            for (var i = 0; i < block.Length; i += 2)
            {
                var radius = sigma * Math.Sqrt(-2 * Math.Log((random[i] + 1.0) * TwoToMinus64));
                var (sin, cos) = Math.SinCos(2 * Math.PI * (random[i + 1] * TwoToMinus64));
                block[i] = OnGrid(block[i] + radius * cos, grid);
                if (i + 1 < block.Length)
                    block[i + 1] = OnGrid(block[i + 1] + radius * sin, grid);
            }
        }
    }

    private static float OnGrid(double value, double grid) => (float)(Math.Round(value / grid) * grid);
}
