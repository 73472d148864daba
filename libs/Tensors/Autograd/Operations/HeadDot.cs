using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v, h] = Σ_k a[h, k] · x[v, h, k]. Gradient: dx[v, h, k] = dy[v, h] · a[h, k]; da[h, k] = Σ_v dy[v, h] · x[v, h, k].</summary>
public static class HeadDot
{
    /// <param name="x">[n, heads · k].</param>
    /// <param name="a">[heads, k].</param>
    /// <returns>[n, heads].</returns>
    /// <exception cref="ArgumentException">The columns of x are not all elements of a.</exception>
    public static Variable<T> DotHeads<T>(this Tape<T> tape, Variable<T> x, Variable<T> a) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Value.Columns != a.Value.Span.Length)
            throw new ArgumentException($"{x.Value} does not fit heads {a.Value}.", nameof(a));
        var step = tape.Next<Dot<T>>();
        (step.X, step.A) = (x, a);
        var y = tape.Shape(step, x.Value.Rows, a.Value.Rows, x.NeedsGradient || a.NeedsGradient);
        HeadDots.Multiply<T>(x.Value.Span, a.Value.Span, a.Value.Rows, y.Span, tape.Team);
        return step.Result;
    }

    private sealed class Dot<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, A = null!;

        public override TapeStep<T> Describe() => new(nameof(HeadDot.DotHeads), X, A);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            if (A.NeedsGradient)
            {
                var partial = tape.Rent(HeadDots.PartialLength(dy.Rows, A.Value.Span.Length));
                HeadDots.VectorGradient<T>(X.Value.Span, dy.Span, dy.Columns, tape.GradientOf(A).Span, partial.Span, tape.Team);
            }
            if (X.NeedsGradient)
                HeadDots.RowGradient<T>(A.Value.Span, dy.Span, dy.Columns, tape.GradientOf(X, out var add).Span, add, tape.Team);
        }
    }
}
