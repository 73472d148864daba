using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>yᵢ = xᵢ / max(‖xᵢ‖, ε). Gradient: dxᵢ = (dyᵢ − yᵢ (yᵢ · dyᵢ)) / ‖xᵢ‖, or dyᵢ / ε for rows shorter than ε.</summary>
public static class RowLength
{
    /// <summary>Rows of length 1; dot products of them are cosines.</summary>
    /// <param name="epsilon">Shorter rows are divided by it, above 0.</param>
    public static Variable<T> NormaliseRows<T>(this Tape<T> tape, Variable<T> x, T epsilon) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Unit<T>>();
        (step.X, step.Epsilon, step.Scales) = (x, epsilon, tape.Rent(x.Value.Rows));
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        var scales = step.Scales.Span;
        ColumnArithmetic.Sum<T>(x.Value.Span, x.Value.Span, scales, add: false, tape.Team);
        foreach (ref var scale in scales)
            scale = T.One / T.Max(T.Sqrt(scale), epsilon);
        ColumnArithmetic.Multiply<T>(x.Value.Span, scales, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Unit<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public T Epsilon;
        public Memory<T> Scales;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add).Span;
            var along = tape.Rent(dy.Rows).Span;
            var y = Result.Value.Span;
            ColumnArithmetic.Sum<T>(y, dy.Span, along, add: false, tape.Team);
            ColumnArithmetic.Multiply<T>(dy.Span, Scales.Span, dx, add, tape.Team);
            var shortest = T.One / Epsilon;
            for (var row = 0; row < along.Length; row++)
                along[row] = Scales.Span[row] < shortest ? -along[row] * Scales.Span[row] : T.Zero;
            ColumnArithmetic.Multiply<T>(y, along, dx, add: true, tape.Team);
        }
    }
}
