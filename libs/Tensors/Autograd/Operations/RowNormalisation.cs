using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>yᵢ = xᵢ / ‖xᵢ‖ for each row. Gradient: dxᵢ = (dyᵢ − yᵢ · ⟨yᵢ, dyᵢ⟩) / ‖xᵢ‖. A row of zeros stays one and gets no gradient.</summary>
public static class RowNormalisation
{
    /// <param name="x">[n, m].</param>
    /// <returns>[n, m], each row of Euclidean length 1 or 0.</returns>
    public static Variable<T> NormaliseRows<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Unit<T>>();
        step.X = x;
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        for (var row = 0; row < y.Rows; row++)
            TensorPrimitives.Multiply(x.Value.Row(row), InverseLength<T>(x.Value.Row(row)), y.Row(row));
        return step.Result;
    }

    private static T InverseLength<T>(ReadOnlySpan<T> row) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var length = TensorPrimitives.Norm(row);
        return length > T.Zero ? T.One / length : T.Zero;
    }

    private sealed class Unit<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X);
            for (var row = 0; row < dy.Rows; row++)
            {
                var share = InverseLength<T>(X.Value.Row(row));
                var along = TensorPrimitives.Dot<T>(Result.Value.Row(row), dy.Row(row));
                TensorPrimitives.MultiplyAdd(dy.Row(row), share, dx.Row(row), dx.Row(row));
                TensorPrimitives.MultiplyAdd(Result.Value.Row(row), -share * along, dx.Row(row), dx.Row(row));
            }
        }
    }
}
