using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>Sums. y = a + b: da = dy, db = dy. y = x + 1·bias: dx = dy, dbias = Σ rows of dy.</summary>
public static class Addition
{
    /// <summary>Element by element; a and b have one shape.</summary>
    public static Variable<T> Add<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(b.Value))
            throw new ArgumentException($"{a.Value} + {b.Value}: the shapes differ.", nameof(b));
        var step = tape.Next<Elements<T>>();
        (step.A, step.B) = (a, b);
        var y = tape.Shape(step, a.Value.Rows, a.Value.Columns, a.NeedsGradient || b.NeedsGradient);
        TensorPrimitives.Add(a.Value.Span, b.Value.Span, y.Span);
        return step.Result;
    }

    /// <summary>Adds one row to every row.</summary>
    /// <param name="x">[n, m].</param>
    /// <param name="bias">[1, m].</param>
    public static Variable<T> AddRow<T>(this Tape<T> tape, Variable<T> x, Variable<T> bias) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (bias.Value.Rows != 1 || bias.Value.Columns != x.Value.Columns)
            throw new ArgumentException($"{x.Value} + row {bias.Value}: the widths differ.", nameof(bias));
        var step = tape.Next<Row<T>>();
        (step.X, step.Bias) = (x, bias);
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient || bias.NeedsGradient);
        for (var row = 0; row < y.Rows; row++)
            TensorPrimitives.Add(x.Value.Row(row), bias.Value.Span, y.Row(row));
        return step.Result;
    }

    /// <summary>sum += values.</summary>
    internal static void Accumulate<T>(ReadOnlySpan<T> values, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Add(sum, values, sum);

    /// <summary>Lets dy through to an input as it is.</summary>
    internal static void Pass<T>(Tape<T> tape, Tensor<T> dy, Variable<T> input) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!input.NeedsGradient)
            return;
        var gradient = tape.GradientOf(input, out var add).Span;
        if (add)
            Accumulate<T>(dy.Span, gradient);
        else
            dy.Span.CopyTo(gradient);
    }

    private sealed class Elements<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, B = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Pass(tape, dy, A);
            Pass(tape, dy, B);
        }
    }

    private sealed class Row<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, Bias = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Pass(tape, dy, X);
            if (!Bias.NeedsGradient)
                return;
            var sum = tape.GradientOf(Bias).Span;
            for (var row = 0; row < dy.Rows; row++)
                Accumulate<T>(dy.Row(row), sum);
        }
    }
}
