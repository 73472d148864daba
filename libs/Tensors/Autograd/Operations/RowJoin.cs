using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = [a; b], one below the other. Gradient: each input gets its own rows of dy.</summary>
public static class RowJoin
{
    /// <param name="a">[n, m].</param>
    /// <param name="b">[k, m].</param>
    /// <returns>[n + k, m].</returns>
    public static Variable<T> JoinRows<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Value.Columns != b.Value.Columns)
            throw new ArgumentException($"{a.Value} above {b.Value}: the widths differ.", nameof(b));
        var step = tape.Next<Joined<T>>();
        (step.A, step.B) = (a, b);
        var y = tape.Shape(step, a.Value.Rows + b.Value.Rows, a.Value.Columns, a.NeedsGradient || b.NeedsGradient).Span;
        a.Value.Span.CopyTo(y);
        b.Value.Span.CopyTo(y[a.Value.Span.Length..]);
        return step.Result;
    }

    private sealed class Joined<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, B = null!;

        public override TapeStep<T> Describe() => new(nameof(RowJoin.JoinRows), A, B);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var above = A.Value.Span.Length;
            Pass(tape, A, dy.Span[..above]);
            Pass(tape, B, dy.Span[above..]);
        }

        private static void Pass(Tape<T> tape, Variable<T> input, ReadOnlySpan<T> dy)
        {
            if (input.NeedsGradient)
                Addition.Accumulate(dy, tape.GradientOf(input).Span);
        }
    }
}
