using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetMl.Federation.Encoding;

namespace NetMl.Federation.Privacy;

/// <summary>Clipping and noise of one site's contribution, and of the server's sum.</summary>
public static class PrivacyMechanism
{
    private const int Block = 512;

    /// <summary>Scales down to the norm; NaN and infinities are refused.</summary>
    /// <returns>True where nothing was cut: the norm was at most <paramref name="clip"/>.</returns>
    /// <exception cref="ArgumentException">A value is not a finite number, or the clip is not above 0.</exception>
    public static bool Clip(Span<float> values, double clip)
    {
        if (!(clip > 0))
            throw new ArgumentException($"A clipping norm lies above 0, unlike {clip}.", nameof(clip));
        var norm = Norm(values);
        if (norm <= clip)
            return true;
        // The rounding of float32 must not lift the norm above the clip.
        var factor = clip / norm * (1 - 1e-6);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(values[i] * factor);
        return false;
    }

    /// <inheritdoc cref="Clip(Span{float}, double)"/>
    public static bool Clip(Span<double> values, double clip)
    {
        if (!(clip > 0))
            throw new ArgumentException($"A clipping norm lies above 0, unlike {clip}.", nameof(clip));
        var norm = Norm(values);
        if (norm > clip)
            TensorPrimitives.Multiply(values, clip / norm, values);
        return norm <= clip;
    }

    /// <summary>Adds Gaussian noise of deviation σ to every number, from RandomNumberGenerator.</summary>
    /// <remarks>
    /// Sums in floating point betray the value by their lowest bits (Mironov 2012). Values are therefore rounded to a grid of σ · 2^−20, and the noise is the discrete Gaussian of that grid, drawn exactly;
    /// its Rényi divergences are at most those of the continuous one (Canonne, Kamath and Steinke 2020), with a sensitivity that rounding lifts by up to √d · 2^−20 σ (3e-4 σ for 100,000 numbers).
    /// </remarks>
    /// <exception cref="ArgumentException">A value is not a finite number, or does not fit the grid.</exception>
    public static void AddGaussian(Span<double> values, double sigma)
    {
        if (!(sigma > 0) || double.IsInfinity(sigma))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "The deviation of noise is a finite number above 0.");
        var grid = Grid(sigma);
        var noise = new DiscreteGaussian(sigma / grid);
        var random = new SecureBits(stackalloc byte[SecureBits.BlockBytes]);
        for (var i = 0; i < values.Length; i++)
        {
            var steps = values[i] / grid;
            if (!(Math.Abs(steps) < 1L << 51))
                throw new ArgumentException($"Number {i} is {values[i]}: not finite, or too large for noise of {sigma}.", nameof(values));
            values[i] = ((long)Math.Round(steps) + noise.Next(ref random)) * grid;
        }
    }

    /// <summary>To the grid of <see cref="AddGaussian"/>: for numbers that are added to noise of deviation σ afterwards.</summary>
    public static void RoundToGrid(Span<double> values, double sigma)
    {
        var grid = Grid(sigma);
        foreach (ref var value in values)
            value = Math.Round(value / grid) * grid;
    }

    /// <summary>A power of two: multiples of it, and their sums, are exact.</summary>
    private static double Grid(double sigma) => Math.ScaleB(1, Math.ILogB(sigma) - 20);

    /// <summary>Distributed discrete Gaussian (Kairouz et al. 2021): rounds to the grid so that the norm stays bounded, and adds this site's share of the noise, in ring elements.</summary>
    /// <param name="values">[d]; scaled down to <paramref name="clip"/> where their norm is larger.</param>
    /// <param name="sigma">Deviation of one site's share, in units of values: <see cref="DistributedGaussian.SiteSigma"/>.</param>
    /// <param name="ring">[d].</param>
    /// <remarks>The norm after rounding is at most <see cref="DistributedGaussian.RoundedNorm"/>: rounding is repeated until it is.</remarks>
    /// <exception cref="ArgumentException">Wrong lengths, a value that is not finite, or an encoding whose range the noise would leave.</exception>
    public static void EncodeWithDiscreteGaussian(ReadOnlySpan<double> values, VectorEncoding encoding, double clip, double sigma, Span<uint> ring)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (values.Length != ring.Length)
            throw new ArgumentException($"{values.Length} numbers do not go into {ring.Length} elements.", nameof(ring));
        var needed = DistributedGaussian.NeededRange(clip, sigma, encoding.Sites);
        if (!(clip > 0) || !(encoding.Range >= needed))
            throw new ArgumentException($"Numbers of norm {clip} and noise of {sigma} from {encoding.Sites} sites need a range of ±{needed:G4}; the encoding has ±{encoding.Range:G4}.", nameof(encoding));

        var noise = new DiscreteGaussian(sigma / encoding.Step);
        RoundWithinNorm(values, encoding.Step, clip, ring);
        var random = new SecureBits(stackalloc byte[SecureBits.BlockBytes]);
        var mask = RingPacking.Mask(encoding.RingBits);
        for (var i = 0; i < ring.Length; i++)
            ring[i] = (uint)((int)ring[i] + noise.Next(ref random)) & mask;
    }

    /// <summary>Conditional stochastic rounding; levels as two's complement of 32 bits.</summary>
    internal static void RoundWithinNorm(ReadOnlySpan<double> values, double step, double clip, Span<uint> levels)
    {
        var norm = Norm(values);
        var scale = (norm > clip ? clip / norm : 1) / step;
        var bound = Math.Pow(DistributedGaussian.RoundedNorm(clip, step, values.Length) / step, 2);
        Span<uint> random = stackalloc uint[Block];
        double squares;
        do
        {
            squares = 0;
            for (var from = 0; from < values.Length; from += Block)
            {
                var count = Math.Min(Block, values.Length - from);
                RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(random[..count]));
                for (var i = 0; i < count; i++)
                {
                    var level = VectorEncoding.Level(values[from + i] * scale, random[i]);
                    levels[from + i] = (uint)level;
                    squares += (double)level * level;
                }
            }
        }
        while (squares * (1 + 1e-9) > bound); // 1e-9: rounding of the sum
    }

    private static double Norm(ReadOnlySpan<float> values)
    {
        var squares = 0.0;
        foreach (var value in values)
            squares += (double)value * value;
        return Finite(Math.Sqrt(squares));
    }

    private static double Norm(ReadOnlySpan<double> values) => Finite(TensorPrimitives.Norm(values));

    private static double Finite(double norm) => double.IsFinite(norm) ? norm : throw new ArgumentException("A value of the vector is not a finite number.");
}
