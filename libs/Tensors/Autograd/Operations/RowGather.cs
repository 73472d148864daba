using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[i] = x[picks[i]]. Gradient: dx[picks[i]] += dy[i], in ascending i.</summary>
public static class RowGather
{
    /// <param name="x">[n, m].</param>
    /// <param name="picks">Row of x for each row of the result.</param>
    /// <returns>[picks, m].</returns>
    /// <exception cref="ArgumentException">A pick is not a row of x.</exception>
    public static Variable<T> Gather<T>(this Tape<T> tape, Variable<T> x, ReadOnlyMemory<int> picks) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Picked<T>>();
        (step.X, step.Picks) = (x, picks);
        var y = tape.Shape(step, picks.Length, x.Value.Columns, x.NeedsGradient);
        RowCopies.Gather<T>(x.Value.Span, picks.Span, y.Columns, y.Span, tape.Team);
        return step.Result;
    }

    private sealed class Picked<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public ReadOnlyMemory<int> Picks;

        public override TapeStep<T> Describe() => new(nameof(RowGather.Gather), X) { Picks = Picks };

        public override void Backward(Tape<T> tape, Tensor<T> dy) =>
            RowCopies.ScatterAdd<T>(dy.Span, Picks.Span, dy.Columns, tape.GradientOf(X, out var add).Span, add, tape.Team);
    }
}
