using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// loss = −Σ w t log σ(x) + (1 − t) log(1 − σ(x)) = Σ (1 − t) x + (1 + (w − 1) t) softplus(−x). Gradient: dx = (1 − t − (1 + (w − 1) t) σ(−x)) · dloss.
/// </summary>
/// <remarks>softplus(−x) = max(−x, 0) + log(1 + e^−|x|), which does not overflow.</remarks>
public static class BinaryCrossEntropyLoss
{
    /// <param name="logits">[n, m].</param>
    /// <param name="targets">[n, m]: probabilities in [0, 1].</param>
    /// <param name="positiveWeight">Weight w of the positive class, above 0.</param>
    /// <returns>[1, 1]: the sum over all elements.</returns>
    public static Variable<T> BinaryCrossEntropy<T>(this Tape<T> tape, Variable<T> logits, Tensor<T> targets, T positiveWeight)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        positiveWeight > T.Zero
            ? tape.SumLoss(logits, targets, new Weighted<T>(positiveWeight), T.One)
            : throw new ArgumentOutOfRangeException(nameof(positiveWeight), positiveWeight, "A weight is above 0.");

    private readonly struct Weighted<T>(T positiveWeight) : IElementLoss<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const int Part = 256;
        private readonly T _extra = positiveWeight - T.One;

        public void Values(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> loss)
        {
            Span<T> buffer = stackalloc T[Part];
            for (var at = 0; at < x.Length; at += Part)
            {
                var scratch = buffer[..Math.Min(Part, x.Length - at)];
                Softplus(x.Slice(at, scratch.Length), scratch, loss.Slice(at, scratch.Length));
                Combine(x.Slice(at, scratch.Length), targets.Slice(at, scratch.Length), scratch, loss.Slice(at, scratch.Length));
            }
        }

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> slope)
        {
            Span<T> buffer = stackalloc T[Part];
            for (var at = 0; at < x.Length; at += Part)
            {
                var scratch = buffer[..Math.Min(Part, x.Length - at)];
                var to = slope.Slice(at, scratch.Length);
                TensorPrimitives.Negate(x.Slice(at, scratch.Length), to);
                TensorPrimitives.Sigmoid<T>(to, to);
                Weights(targets.Slice(at, scratch.Length), scratch);
                TensorPrimitives.Multiply<T>(to, scratch, to);
                TensorPrimitives.Add(to, targets.Slice(at, scratch.Length), to);
                TensorPrimitives.Subtract(T.One, to, to);
            }
        }

        // loss = softplus(−x).
        private static void Softplus(ReadOnlySpan<T> x, Span<T> scratch, Span<T> loss)
        {
            TensorPrimitives.Abs(x, loss);
            TensorPrimitives.Negate(loss, loss);
            TensorPrimitives.Exp<T>(loss, loss);
            TensorPrimitives.LogP1<T>(loss, loss);
            TensorPrimitives.Min(x, T.Zero, scratch);
            TensorPrimitives.Subtract<T>(loss, scratch, loss);
        }

        // loss = (1 − t) x + weights · loss.
        private void Combine(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> scratch, Span<T> loss)
        {
            Weights(targets, scratch);
            TensorPrimitives.Multiply<T>(loss, scratch, loss);
            TensorPrimitives.Subtract(T.One, targets, scratch);
            TensorPrimitives.MultiplyAdd(scratch, x, loss, loss);
        }

        // 1 + (w − 1) t.
        private void Weights(ReadOnlySpan<T> targets, Span<T> weights)
        {
            TensorPrimitives.Multiply(targets, _extra, weights);
            TensorPrimitives.Add(weights, T.One, weights);
        }
    }
}
