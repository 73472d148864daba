using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>loss = Σ e²/2 where |e| ≤ δ, else δ (|e| − δ/2), with e = x − t. Gradient: dx = min(max(e, −δ), δ) · dloss.</summary>
/// <remarks>Source: Huber 1964. With c = min(|e|, δ) the loss of an element is c (|e| − c/2).</remarks>
public static class HuberLoss
{
    /// <param name="x">[n, m].</param>
    /// <param name="targets">[n, m].</param>
    /// <param name="delta">Where the square turns into a line, above 0.</param>
    /// <returns>[1, 1]: the sum over all elements.</returns>
    public static Variable<T> Huber<T>(this Tape<T> tape, Variable<T> x, Tensor<T> targets, T delta) where T : unmanaged, IFloatingPointIeee754<T> =>
        delta > T.Zero
            ? tape.SumLoss(x, targets, new Bounded<T>(delta), T.One)
            : throw new ArgumentOutOfRangeException(nameof(delta), delta, "The square must reach above 0.");

    private readonly struct Bounded<T>(T delta) : IElementLoss<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T _delta = delta;

        public void Values(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> loss)
        {
            TensorPrimitives.Subtract(x, targets, loss);
            ElementMap.Apply(new Value<T>(_delta), loss, loss);
        }

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> slope)
        {
            TensorPrimitives.Subtract(x, targets, slope);
            TensorPrimitives.Min(slope, _delta, slope);
            TensorPrimitives.Max(slope, -_delta, slope);
        }
    }

    private readonly struct Value<T>(T delta) : IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private static readonly T Half = T.CreateChecked(0.5);

        public T Of(T e)
        {
            var (size, bounded) = (T.Abs(e), T.Min(T.Abs(e), delta));
            return bounded * (size - Half * bounded);
        }

        public Vector<T> Of(Vector<T> e)
        {
            var (size, bounded) = (Vector.Abs(e), Vector.Min(Vector.Abs(e), new Vector<T>(delta)));
            return bounded * (size - new Vector<T>(Half) * bounded);
        }
    }
}
