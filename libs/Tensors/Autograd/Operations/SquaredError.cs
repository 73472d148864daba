using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>loss = Σᵢ (1/m) Σⱼ (xᵢⱼ − tᵢⱼ)². Gradient: dxᵢⱼ = (2/m) (xᵢⱼ − tᵢⱼ) · dloss.</summary>
public static class SquaredError
{
    /// <param name="x">[n, m].</param>
    /// <param name="targets">[n, m].</param>
    /// <returns>[1, 1]: the sum over rows of the mean over columns.</returns>
    public static Variable<T> SumSquaredError<T>(this Tape<T> tape, Variable<T> x, Tensor<T> targets) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.SumLoss(x, targets, new Square<T>(), T.One / T.CreateChecked(Math.Max(1, x.Value.Columns)));

    private readonly struct Square<T> : IElementLoss<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Values(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> loss)
        {
            TensorPrimitives.Subtract(x, targets, loss);
            TensorPrimitives.Multiply(loss, loss, loss);
        }

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> slope)
        {
            TensorPrimitives.Subtract(x, targets, slope);
            TensorPrimitives.Add(slope, slope, slope);
        }
    }
}
