using System.Numerics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

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
        var y = tape.Rent(n, m);
        MatrixProduct.Multiply<T>(x.Value.Span, w.Value.Span, n, k, m, y.Span, add: false, WorkTeam.Alone);

        return tape.Record(y, x.NeedsGradient || w.NeedsGradient, dy =>
        {
            if (w.NeedsGradient)
                MatrixProduct.MultiplyLeftTransposed<T>(x.Value.Span, dy.Span, n, k, m, tape.GradientOf(w).Span, add: true, WorkTeam.Alone);
            if (x.NeedsGradient)
                MatrixProduct.MultiplyRightTransposed<T>(dy.Span, w.Value.Span, n, m, k, tape.GradientOf(x).Span, add: true, WorkTeam.Alone);
        });
    }
}
