using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = a · x with a constant sparse a. Gradient: dx = aᵀ · dy.</summary>
public static class SparseMultiply
{
    /// <param name="a">[n, k]: normalised neighbours of a graph, or sparse features.</param>
    /// <param name="x">[k, m].</param>
    /// <returns>[n, m]; a row without entries is zero.</returns>
    public static Variable<T> Multiply<T>(this Tape<T> tape, SparseMatrix<T> a, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Columns != x.Value.Rows)
            throw new ArgumentException($"{a} · {x.Value}: the inner sizes differ.", nameof(x));
        var step = tape.Next<Product<T>>();
        (step.A, step.X) = (a, x);
        var y = tape.Shape(step, a.Rows, x.Value.Columns, x.NeedsGradient);
        SparseProduct.Multiply(a.Pattern, a.Values, x.Value.Span, x.Value.Columns, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Product<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public SparseMatrix<T> A = null!;
        public Variable<T> X = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            var back = A.Transposed;
            SparseProduct.Multiply(back.Pattern, back.Values, dy.Span, dy.Columns, dx.Span, add, tape.Team);
        }
    }
}
