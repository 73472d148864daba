using System.Numerics.Tensors;
using System.Security.Cryptography;

namespace NetMl.Federation.Privacy;

/// <summary>The two steps of DP-SGD that touch gradients (Abadi et al. 2016).</summary>
public static class PrivateGradient
{
    /// <summary>sum += g · min(1, clip / ‖g‖).</summary>
    public static void AddClipped(Span<float> sum, ReadOnlySpan<float> unitGradient, double clip)
    {
        double norm = TensorPrimitives.Norm(unitGradient);
        TensorPrimitives.MultiplyAdd(unitGradient, (float)Math.Min(1, clip / Math.Max(norm, 1e-30)), sum, sum);
    }

    /// <summary>Adds N(0, (noiseMultiplier · clip)²) to every number, from RandomNumberGenerator.</summary>
    public static void AddNoise(Span<float> sum, double noiseMultiplier, double clip)
    {
        var bytes = new byte[16];
        for (var i = 0; i < sum.Length; i++)
        {
            RandomNumberGenerator.Fill(bytes);
            // Box and Muller 1958; the first number lies in (0, 1].
            var u = ((BitConverter.ToUInt64(bytes) >> 11) + 1) * (1.0 / (1L << 53));
            var v = (BitConverter.ToUInt64(bytes, 8) >> 11) * (1.0 / (1L << 53));
            sum[i] += (float)(noiseMultiplier * clip * Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v));
        }
    }
}
