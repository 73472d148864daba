using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>Sums. y = a ± b: da = dy, db = ±dy. y = x + 1·bias: dx = dy, dbias = Σ rows of dy.</summary>
public static class Addition
{
    /// <summary>Element by element; a and b have one shape.</summary>
    public static Variable<T> Add<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(b.Value))
            throw new ArgumentException($"{a.Value} + {b.Value}: the shapes differ.", nameof(b));
        var step = tape.Next<Elements<T>>();
        (step.A, step.B, step.Sign) = (a, b, T.One);
        var y = tape.Shape(step, a.Value.Rows, a.Value.Columns, a.NeedsGradient || b.NeedsGradient);
        ElementWise.Run<T, SumOf<T>>(new SumOf<T>(), a.Value.Span, b.Value.Span, y.Span, tape.Team);
        return step.Result;
    }

    /// <summary>a − b element by element; both have one shape.</summary>
    public static Variable<T> Subtract<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(b.Value))
            throw new ArgumentException($"{a.Value} - {b.Value}: the shapes differ.", nameof(b));
        var step = tape.Next<Elements<T>>();
        (step.A, step.B, step.Sign) = (a, b, -T.One);
        var y = tape.Shape(step, a.Value.Rows, a.Value.Columns, a.NeedsGradient || b.NeedsGradient);
        ElementWise.Run<T, DifferenceOf<T>>(new DifferenceOf<T>(), a.Value.Span, b.Value.Span, y.Span, tape.Team);
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
        ElementWise.RunRows<T, SumOf<T>>(new SumOf<T>(), x.Value.Span, bias.Value.Span, y.Span, tape.Team);
        return step.Result;
    }

    /// <summary>sum += values.</summary>
    internal static void Accumulate<T>(ReadOnlySpan<T> values, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Add(sum, values, sum);

    /// <summary>Lets factor · dy through to an input.</summary>
    internal static void Pass<T>(Tape<T> tape, Tensor<T> dy, Variable<T> input, T factor) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!input.NeedsGradient)
            return;
        var gradient = tape.GradientOf(input, out var add).Span;
        ElementWise.Run<T, ScaledInto<T>>(new ScaledInto<T>(factor, add), gradient, dy.Span, gradient, tape.Team);
    }

    /// <summary>Adds up the rows of dy as the gradient of a row.</summary>
    internal static void PassSum<T>(Tape<T> tape, Tensor<T> dy, Variable<T> row) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!row.NeedsGradient)
            return;
        var gradient = tape.GradientOf(row, out var add).Span;
        ColumnSums.Sum<T>(dy.Span, dy.Rows, dy.Columns, gradient, tape.Rent(ColumnSums.ScratchLength(dy.Rows, dy.Columns)).Span, add, tape.Team);
    }

    private sealed class Elements<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, B = null!;
        public T Sign;

        public override TapeStep<T> Describe() => new(Sign > T.Zero ? nameof(Addition.Add) : nameof(Addition.Subtract), A, B);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Pass(tape, dy, A, T.One);
            Pass(tape, dy, B, Sign);
        }
    }

    private sealed class Row<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, Bias = null!;

        public override TapeStep<T> Describe() => new(nameof(Addition.AddRow), X, Bias);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Pass(tape, dy, X, T.One);
            PassSum(tape, dy, Bias);
        }
    }
}
