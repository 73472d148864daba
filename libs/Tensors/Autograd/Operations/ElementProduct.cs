using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>Products without sums. y = a ⊙ b: da = dy ⊙ b, db = dy ⊙ a. yᵢ = xᵢ ⊙ row: dxᵢ = dyᵢ ⊙ row, drow = Σᵢ dyᵢ ⊙ xᵢ.</summary>
public static class ElementProduct
{
    /// <summary>Element by element; a and b have one shape.</summary>
    public static Variable<T> MultiplyElements<T>(this Tape<T> tape, Variable<T> a, Variable<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(b.Value))
            throw new ArgumentException($"{a.Value} times {b.Value}: the shapes differ.", nameof(b));
        var step = tape.Next<Elements<T>>();
        (step.A, step.B) = (a, b);
        var y = tape.Shape(step, a.Value.Rows, a.Value.Columns, a.NeedsGradient || b.NeedsGradient);
        ElementWise.Run<T, ProductInto<T>>(new ProductInto<T>(add: false), a.Value.Span, b.Value.Span, y.Span, tape.Team);
        return step.Result;
    }

    /// <summary>Multiplies every row by one row.</summary>
    /// <param name="x">[n, m].</param>
    /// <param name="row">[1, m].</param>
    public static Variable<T> MultiplyRow<T>(this Tape<T> tape, Variable<T> x, Variable<T> row) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (row.Value.Rows != 1 || row.Value.Columns != x.Value.Columns)
            throw new ArgumentException($"{x.Value} times row {row.Value}: the widths differ.", nameof(row));
        var step = tape.Next<Rows<T>>();
        (step.X, step.Row) = (x, row);
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient || row.NeedsGradient);
        ElementWise.RunRows<T, ProductInto<T>>(new ProductInto<T>(add: false), x.Value.Span, row.Value.Span, y.Span, tape.Team);
        return step.Result;
    }

    private sealed class Elements<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, B = null!;

        public override TapeStep<T> Describe() => new(nameof(ElementProduct.MultiplyElements), A, B);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Pass(tape, dy, A, B);
            Pass(tape, dy, B, A);
        }

        private static void Pass(Tape<T> tape, Tensor<T> dy, Variable<T> input, Variable<T> factor)
        {
            if (!input.NeedsGradient)
                return;
            var gradient = tape.GradientOf(input, out var add);
            ElementWise.Run<T, ProductInto<T>>(new ProductInto<T>(add), dy.Span, factor.Value.Span, gradient.Span, tape.Team);
        }
    }

    private sealed class Rows<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, Row = null!;

        public override TapeStep<T> Describe() => new(nameof(ElementProduct.MultiplyRow), X, Row);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            if (X.NeedsGradient)
            {
                var dx = tape.GradientOf(X, out var add);
                ElementWise.RunRows<T, ProductInto<T>>(new ProductInto<T>(add), dy.Span, Row.Value.Span, dx.Span, tape.Team);
            }
            if (Row.NeedsGradient)
            {
                var drow = tape.GradientOf(Row, out var add);
                var scratch = tape.Rent(ColumnSums.ScratchLength(dy.Rows, dy.Columns));
                ColumnSums.SumProducts<T>(dy.Span, X.Value.Span, dy.Rows, dy.Columns, drow.Span, scratch.Span, add, tape.Team);
            }
        }
    }
}
