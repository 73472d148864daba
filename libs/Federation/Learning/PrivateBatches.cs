using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Learning;

/// <summary>DP-SGD: each unit is in a step by its own coin of chance q = batch / units, its gradient is clipped, and the sum gets Gaussian noise.</summary>
/// <remarks>
/// A unit's gradient is that of its mean loss, so that the clip does not depend on how many items a window has. The sum is divided by the expected
/// batch q·units, never by what was drawn. Coins come from a cryptographic source: amplification by sampling needs them secret. Source: Abadi et al. 2016, algorithm 1.
/// </remarks>
internal sealed class PrivateBatches(ILocalObjective objective, LocalOrder order) : IGradientBatches
{
    private readonly ulong[] _coins = new ulong[objective.Units];
    private readonly float[] _unitGradient = new float[objective.Parameters];

    public void MeanGradient(int step, Memory<float> parameters, Memory<float> gradient)
    {
        var batch = order.BatchFor(objective.Units);
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_coins.AsSpan()));
        gradient.Span.Clear();
        for (var unit = 0; unit < _coins.Length; unit++)
        {
            // 53 bits of the coin as a number in [0, 1), below batch / units.
            if ((_coins[unit] >> 11) * (1.0 / (1L << 53)) * objective.Units >= batch)
                continue;
            Array.Clear(_unitGradient);
            objective.AddGradient(unit, parameters, _unitGradient);
            TensorPrimitives.Multiply(_unitGradient, 1f / Math.Max(1, objective.ItemsOf(unit)), _unitGradient);
            PrivateGradient.AddClipped(gradient.Span, _unitGradient, order.PrivateClip);
        }
        PrivateGradient.AddNoise(gradient.Span, order.PrivateNoise, order.PrivateClip);
        TensorPrimitives.Multiply(gradient.Span, 1f / batch, gradient.Span);
    }
}
