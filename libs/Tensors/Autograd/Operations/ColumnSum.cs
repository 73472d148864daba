using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>yᵢ = Σⱼ xᵢⱼ. Gradient: dxᵢⱼ = dyᵢ.</summary>
public static class ColumnSum
{
    /// <param name="x">[n, m].</param>
    /// <returns>[n, 1].</returns>
    public static Variable<T> SumColumns<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Summed<T>>();
        step.X = x;
        var y = tape.Shape(step, x.Value.Rows, 1, x.NeedsGradient).Span;
        for (var row = 0; row < y.Length; row++)
            y[row] = TensorPrimitives.Sum<T>(x.Value.Row(row));
        return step.Result;
    }

    private sealed class Summed<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override TapeStep<T> Describe() => new(nameof(ColumnSum.SumColumns), X);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X);
            for (var row = 0; row < dx.Rows; row++)
                TensorPrimitives.Add(dx.Row(row), dy.Span[row], dx.Row(row));
        }
    }
}
