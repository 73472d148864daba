using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = max(x, 0). Gradient: dx = dy where x &gt; 0, else 0.</summary>
public static class Rectifier
{
    /// <summary>Element by element.</summary>
    public static Variable<T> Rectify<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Rectified<T>>();
        step.X = x;
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        TensorPrimitives.Max(x.Value.Span, T.Zero, y.Span);
        return step.Result;
    }

    private static void Gradient<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var i = 0;
        for (; i <= y.Length - width; i += width)
        {
            var passed = Vector.GreaterThan(new Vector<T>(y[i..]), Vector<T>.Zero);
            (new Vector<T>(dx[i..]) + Vector.BitwiseAnd(new Vector<T>(dy[i..]), passed)).CopyTo(dx[i..]);
        }

        for (; i < y.Length; i++)
            if (y[i] > T.Zero)
                dx[i] += dy[i];
    }

    private sealed class Rectified<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy) => Gradient<T>(Result.Value.Span, dy.Span, tape.GradientOf(X).Span);
    }
}
