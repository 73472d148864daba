using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = max(a, b) element by element. Gradient: da = dy where a ≥ b, else 0; db = dy where a &lt; b, else 0.</summary>
public static class ElementMaximum
{
    /// <summary>a and b have one shape.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Variable<T> MaxElements<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(b.Value))
            throw new ArgumentException($"max({a.Value}, {b.Value}): the shapes differ.", nameof(b));
        var step = tape.Next<Maximum<T>>();
        (step.A, step.B) = (a, b);
        var y = tape.Shape(step, a.Value.Rows, a.Value.Columns, a.NeedsGradient || b.NeedsGradient);
        TensorPrimitives.Max<T>(a.Value.Span, b.Value.Span, y.Span);
        return step.Result;
    }

    private sealed class Maximum<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, B = null!;

        public override TapeStep<T> Describe() => new(nameof(ElementMaximum.MaxElements), A, B);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            if (A.NeedsGradient)
                Pass(tape, dy, A, firstWins: true);
            if (B.NeedsGradient)
                Pass(tape, dy, B, firstWins: false);
        }

        private void Pass(Tape<T> tape, Tensor<T> dy, Variable<T> input, bool firstWins)
        {
            var gradient = tape.GradientOf(input).Span;
            ReadOnlySpan<T> a = A.Value.Span, b = B.Value.Span, passed = dy.Span;
            var i = 0;
            for (; i <= passed.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var wins = Vector.GreaterThanOrEqual(new Vector<T>(a[i..]), new Vector<T>(b[i..]));
                var flow = firstWins ? Vector.BitwiseAnd(new Vector<T>(passed[i..]), wins) : Vector.AndNot(new Vector<T>(passed[i..]), wins);
                (new Vector<T>(gradient[i..]) + flow).CopyTo(gradient[i..]);
            }

            for (; i < passed.Length; i++)
                if (a[i] >= b[i] == firstWins)
                    gradient[i] += passed[i];
        }
    }
}
