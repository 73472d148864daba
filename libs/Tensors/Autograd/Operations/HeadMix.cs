using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v, k] = Σ_b a[r, b] · x[v, b, k] for one row r of a. Gradient: dx[v, b, k] = a[r, b] · dy[v, k]; da[r, b] = Σ_v Σ_k dy[v, k] · x[v, b, k].</summary>
public static class HeadMix
{
    /// <param name="x">[n, heads · k].</param>
    /// <param name="a">[any, heads].</param>
    /// <param name="row">r: the row of a that mixes.</param>
    /// <returns>[n, k].</returns>
    /// <exception cref="ArgumentException">The columns of x are not a multiple of a's, or a has no such row.</exception>
    /// <remarks>One thread.</remarks>
    public static Variable<T> MixHeads<T>(this Tape<T> tape, Variable<T> x, Variable<T> a, int row) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var heads = a.Value.Columns;
        if (heads == 0 || x.Value.Columns % heads != 0 || (uint)row >= (uint)a.Value.Rows)
            throw new ArgumentException($"Row {row} of {a.Value} cannot mix {x.Value}.", nameof(a));
        var step = tape.Next<Mix<T>>();
        (step.X, step.A, step.Row) = (x, a, row);
        var k = x.Value.Columns / heads;
        var y = tape.Shape(step, x.Value.Rows, k, x.NeedsGradient || a.NeedsGradient);
        var shares = a.Value.Row(row);
        for (var v = 0; v < y.Rows; v++)
        {
            var all = x.Value.Row(v);
            var mixed = y.Row(v);
            TensorPrimitives.Multiply(all[..k], shares[0], mixed);
            for (var b = 1; b < heads; b++)
                TensorPrimitives.MultiplyAdd(all.Slice(b * k, k), shares[b], mixed, mixed);
        }
        return step.Result;
    }

    private sealed class Mix<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, A = null!;
        public int Row;

        public override TapeStep<T> Describe() => new(nameof(HeadMix.MixHeads), X, A) { Count = Row };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var (heads, k) = (A.Value.Columns, dy.Columns);
            var shares = A.Value.Row(Row);
            var da = A.NeedsGradient ? tape.GradientOf(A).Row(Row) : [];
            var dx = X.NeedsGradient ? tape.GradientOf(X) : null;
            for (var v = 0; v < dy.Rows; v++)
                for (var b = 0; b < heads; b++)
                {
                    if (!da.IsEmpty)
                        da[b] += TensorPrimitives.Dot<T>(dy.Row(v), X.Value.Row(v).Slice(b * k, k));
                    if (dx is null)
                        continue;
                    var part = dx.Row(v).Slice(b * k, k);
                    TensorPrimitives.MultiplyAdd(dy.Row(v), shares[b], part, part);
                }
        }
    }
}
