using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// Rows as probabilities. y = softmax(x): dx = y · (dy − Σ dy·y). y = log softmax(x): dx = dy − exp(y) · Σ dy; sums over the row.
/// </summary>
public static class SoftmaxRows
{
    /// <summary>Each row non-negative with sum 1.</summary>
    public static Variable<T> Softmax<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Probabilities<T>>();
        step.X = x;
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        RowSoftmax.Softmax<T>(x.Value.Span, y.Columns, y.Span, tape.Team);
        return step.Result;
    }

    /// <summary>The logarithm of the softmax of each row.</summary>
    public static Variable<T> LogSoftmax<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Logarithms<T>>();
        step.X = x;
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        RowSoftmax.LogSoftmax<T>(x.Value.Span, y.Columns, y.Span, tape.Team);
        return step.Result;
    }

    private sealed class Probabilities<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override TapeStep<T> Describe() => new(nameof(SoftmaxRows.Softmax), X);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            RowSoftmaxGradient.Softmax<T>(Result.Value.Span, dy.Span, dy.Columns, dx.Span, add, tape.Team);
        }
    }

    private sealed class Logarithms<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override TapeStep<T> Describe() => new(nameof(SoftmaxRows.LogSoftmax), X);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            RowSoftmaxGradient.LogSoftmax<T>(Result.Value.Span, dy.Span, dy.Columns, dx.Span, add, tape.Team);
        }
    }
}
