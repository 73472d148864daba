using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>One number per row. yᵢ = xᵢ + cᵢ: dx = dy, dcᵢ = Σⱼ dyᵢⱼ. yᵢ = cᵢ · xᵢ: dxᵢ = cᵢ · dyᵢ, dcᵢ = Σⱼ dyᵢⱼ · xᵢⱼ.</summary>
public static class ColumnBroadcast
{
    /// <summary>Adds a column to every column.</summary>
    /// <param name="x">[n, m].</param>
    /// <param name="column">[n, 1].</param>
    public static Variable<T> AddColumn<T>(this Tape<T> tape, Variable<T> x, Variable<T> column) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(x, column);
        var step = tape.Next<Sum<T>>();
        (step.X, step.Column) = (x, column);
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient || column.NeedsGradient);
        ColumnArithmetic.Add<T>(x.Value.Span, column.Value.Span, y.Span, tape.Team);
        return step.Result;
    }

    /// <summary>Multiplies every column by a column.</summary>
    /// <inheritdoc cref="AddColumn"/>
    public static Variable<T> MultiplyColumn<T>(this Tape<T> tape, Variable<T> x, Variable<T> column) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(x, column);
        var step = tape.Next<Product<T>>();
        (step.X, step.Column) = (x, column);
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient || column.NeedsGradient);
        ColumnArithmetic.Multiply<T>(x.Value.Span, column.Value.Span, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private static void Check<T>(Variable<T> x, Variable<T> column) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (column.Value.Columns != 1 || column.Value.Rows != x.Value.Rows)
            throw new ArgumentException($"{x.Value} with column {column.Value}: the heights differ.", nameof(column));
    }

    private sealed class Sum<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, Column = null!;

        public override TapeStep<T> Describe() => new(nameof(ColumnBroadcast.AddColumn), X, Column);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Addition.Pass(tape, dy, X, T.One);
            if (!Column.NeedsGradient)
                return;
            var dc = tape.GradientOf(Column, out var add);
            ColumnArithmetic.Sum<T>(dy.Span, [], dc.Span, add, tape.Team);
        }
    }

    private sealed class Product<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, Column = null!;

        public override TapeStep<T> Describe() => new(nameof(ColumnBroadcast.MultiplyColumn), X, Column);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            if (X.NeedsGradient)
            {
                var dx = tape.GradientOf(X, out var add);
                ColumnArithmetic.Multiply<T>(dy.Span, Column.Value.Span, dx.Span, add, tape.Team);
            }
            if (Column.NeedsGradient)
            {
                var dc = tape.GradientOf(Column, out var add);
                ColumnArithmetic.Sum<T>(dy.Span, X.Value.Span, dc.Span, add, tape.Team);
            }
        }
    }
}
