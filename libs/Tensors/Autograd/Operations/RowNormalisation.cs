using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>yᵢ = xᵢ / ‖xᵢ‖ for each row. Gradient: dxᵢ = (dyᵢ − yᵢ · ⟨yᵢ, dyᵢ⟩) / ‖xᵢ‖. A row of zeros stays one and gets no gradient.</summary>
public static class RowNormalisation
{
    /// <summary>Rows of length 1; dot products of them are cosines.</summary>
    /// <param name="x">[n, m].</param>
    /// <returns>[n, m], each row of Euclidean length 1 or 0.</returns>
    public static Variable<T> NormaliseRows<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Unit<T>>();
        (step.X, step.Scales) = (x, tape.Rent(x.Value.Rows));
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        var scales = step.Scales.Span;
        ColumnArithmetic.Sum<T>(x.Value.Span, x.Value.Span, scales, add: false, tape.Team);
        foreach (ref var scale in scales)
            scale = scale > T.Zero ? T.One / T.Sqrt(scale) : T.Zero;
        ColumnArithmetic.Multiply<T>(x.Value.Span, scales, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Unit<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        // [n]: 1 / ‖xᵢ‖, 0 for a row of zeros.
        public Memory<T> Scales;

        public override TapeStep<T> Describe() => new(nameof(RowNormalisation.NormaliseRows), X);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add).Span;
            var along = tape.Rent(dy.Rows).Span;
            var y = Result.Value.Span;
            ColumnArithmetic.Sum<T>(y, dy.Span, along, add: false, tape.Team);
            ColumnArithmetic.Multiply<T>(dy.Span, Scales.Span, dx, add, tape.Team);
            for (var row = 0; row < along.Length; row++)
                along[row] *= -Scales.Span[row];
            ColumnArithmetic.Multiply<T>(y, along, dx, add: true, tape.Team);
        }
    }
}
