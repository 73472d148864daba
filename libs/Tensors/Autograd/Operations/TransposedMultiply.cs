using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = a · bᵀ. Gradient: da = dy · b, db = dyᵀ · a.</summary>
public static class TransposedMultiply
{
    /// <param name="a">[n, m].</param>
    /// <param name="b">[k, m].</param>
    /// <returns>[n, k].</returns>
    public static Variable<T> MultiplyTransposed<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Value.Columns != b.Value.Columns)
            throw new ArgumentException($"{a.Value} times {b.Value} transposed: the widths differ.", nameof(b));
        var step = tape.Next<Product<T>>();
        (step.A, step.B) = (a, b);
        var y = tape.Shape(step, a.Value.Rows, b.Value.Rows, a.NeedsGradient || b.NeedsGradient);
        MatrixProduct.MultiplyRightTransposed<T>(a.Value.Span, b.Value.Span, y.Rows, a.Value.Columns, y.Columns, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Product<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, B = null!;

        public override TapeStep<T> Describe() => new(nameof(TransposedMultiply.MultiplyTransposed), A, B);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var (n, k, m) = (dy.Rows, dy.Columns, A.Value.Columns);
            if (A.NeedsGradient)
            {
                var da = tape.GradientOf(A, out var add);
                MatrixProduct.Multiply<T>(dy.Span, B.Value.Span, n, k, m, da.Span, add, tape.Team);
            }
            if (B.NeedsGradient)
            {
                var db = tape.GradientOf(B, out var add);
                MatrixProduct.MultiplyLeftTransposed<T>(dy.Span, A.Value.Span, n, k, m, db.Span, add, tape.Team);
            }
        }
    }
}
