using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[i] = x[picks[i]]. Gradient: dx[picks[i]] += dy[i], in ascending i.</summary>
public static class RowGather
{
    /// <param name="x">[n, m].</param>
    /// <param name="picks">Row of x for each row of the result.</param>
    /// <returns>[picks, m].</returns>
    public static Variable<T> Gather<T>(this Tape<T> tape, Variable<T> x, ReadOnlyMemory<int> picks) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Picked<T>>();
        (step.X, step.Picks) = (x, picks);
        var y = tape.Shape(step, picks.Length, x.Value.Columns, x.NeedsGradient);
        var rows = picks.Span;
        for (var i = 0; i < rows.Length; i++)
            x.Value.Row(rows[i]).CopyTo(y.Row(i));
        return step.Result;
    }

    private sealed class Picked<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public ReadOnlyMemory<int> Picks;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var gradient = tape.GradientOf(X);
            var rows = Picks.Span;
            for (var i = 0; i < rows.Length; i++)
                Addition.Accumulate<T>(dy.Row(i), gradient.Row(rows[i]));
        }
    }
}
