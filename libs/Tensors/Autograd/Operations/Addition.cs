using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>Sums. y = a + b: da = dy, db = dy. y = x + 1·bias: dx = dy, dbias = Σ rows of dy.</summary>
public static class Addition
{
    /// <summary>Element by element; a and b have one shape.</summary>
    public static Variable<T> Add<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Value.Rows != b.Value.Rows || a.Value.Columns != b.Value.Columns)
            throw new ArgumentException($"{a.Value} + {b.Value}: the shapes differ.", nameof(b));
        var y = tape.Rent(a.Value.Rows, a.Value.Columns);
        TensorPrimitives.Add(a.Value.Span, b.Value.Span, y.Span);

        return tape.Record(y, a.NeedsGradient || b.NeedsGradient, dy =>
        {
            foreach (var input in (ReadOnlySpan<Variable<T>>)[a, b])
                if (input.NeedsGradient)
                    Accumulate<T>(dy.Span, tape.GradientOf(input).Span);
        });
    }

    /// <summary>Adds one row to every row.</summary>
    /// <param name="x">[n, m].</param>
    /// <param name="bias">[1, m].</param>
    public static Variable<T> AddRow<T>(this Tape<T> tape, Variable<T> x, Variable<T> bias) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (bias.Value.Rows != 1 || bias.Value.Columns != x.Value.Columns)
            throw new ArgumentException($"{x.Value} + row {bias.Value}: the widths differ.", nameof(bias));
        var y = tape.Rent(x.Value.Rows, x.Value.Columns);
        for (var row = 0; row < y.Rows; row++)
            TensorPrimitives.Add(x.Value.Row(row), bias.Value.Span, y.Row(row));

        return tape.Record(y, x.NeedsGradient || bias.NeedsGradient, dy =>
        {
            if (x.NeedsGradient)
                Accumulate<T>(dy.Span, tape.GradientOf(x).Span);
            if (!bias.NeedsGradient)
                return;
            var sum = tape.GradientOf(bias).Span;
            for (var row = 0; row < dy.Rows; row++)
                Accumulate<T>(dy.Row(row), sum);
        });
    }

    internal static void Accumulate<T>(ReadOnlySpan<T> values, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.Add(sum, values, sum);
}
