using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = x · w. Gradient: dx = dy · wᵀ, dw = xᵀ · dy.</summary>
public static class MatrixMultiply
{
    /// <param name="x">[n, k].</param>
    /// <param name="w">[k, m].</param>
    /// <returns>[n, m].</returns>
    public static Variable<T> Multiply<T>(this Tape<T> tape, Variable<T> x, Variable<T> w) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (n, k, m) = (x.Value.Rows, x.Value.Columns, w.Value.Columns);
        if (w.Value.Rows != k)
            throw new ArgumentException($"{x.Value} · {w.Value}: the inner sizes differ.", nameof(w));
        var step = tape.Next<Product<T>>();
        (step.X, step.W) = (x, w);
        var y = tape.Shape(step, n, m, x.NeedsGradient || w.NeedsGradient);
        MatrixProduct.Multiply<T>(x.Value.Span, w.Value.Span, n, k, m, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Product<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, W = null!;

        public override TapeStep<T> Describe() => new(nameof(MatrixMultiply.Multiply), X, W);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var (n, k, m) = (X.Value.Rows, X.Value.Columns, W.Value.Columns);
            if (W.NeedsGradient)
            {
                var dw = tape.GradientOf(W, out var add);
                MatrixProduct.MultiplyLeftTransposed<T>(X.Value.Span, dy.Span, n, k, m, dw.Span, add, tape.Team);
            }
            if (X.NeedsGradient)
            {
                var dx = tape.GradientOf(X, out var add);
                MatrixProduct.MultiplyRightTransposed<T>(dy.Span, W.Value.Span, n, m, k, dx.Span, add, tape.Team);
            }
        }
    }
}
