using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = a + f · x with one number f that is a variable. Gradient: da = dy, dx = f · dy, df = Σ dy ⊙ x.</summary>
public static class ScaledAddition
{
    /// <param name="a">[n, m].</param>
    /// <param name="x">[n, m].</param>
    /// <param name="factor">f, [1, 1].</param>
    /// <returns>[n, m].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Variable<T> AddScaled<T>(this Tape<T> tape, Variable<T> a, Variable<T> x, Variable<T> factor) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(x.Value) || factor.Value.Span.Length != 1)
            throw new ArgumentException($"{a.Value} + {factor.Value} · {x.Value}: the shapes do not fit.", nameof(x));
        var step = tape.Next<Sum<T>>();
        (step.A, step.X, step.Factor) = (a, x, factor);
        var y = tape.Shape(step, a.Value.Rows, a.Value.Columns, a.NeedsGradient || x.NeedsGradient || factor.NeedsGradient);
        TensorPrimitives.MultiplyAdd(x.Value.Span, factor.Value.Span[0], a.Value.Span, y.Span);
        return step.Result;
    }

    private sealed class Sum<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, X = null!, Factor = null!;

        public override TapeStep<T> Describe() => new(nameof(ScaledAddition.AddScaled), A, X, Factor);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Addition.Pass(tape, dy, A, T.One);
            Addition.Pass(tape, dy, X, Factor.Value.Span[0]);
            if (Factor.NeedsGradient)
                tape.GradientOf(Factor).Span[0] += TensorPrimitives.Dot<T>(dy.Span, X.Value.Span);
        }
    }
}
