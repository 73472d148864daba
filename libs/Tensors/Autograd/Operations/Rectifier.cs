using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = max(x, 0). Gradient: dx = dy where x &gt; 0, else 0.</summary>
public static class Rectifier
{
    /// <summary>Element by element.</summary>
    public static Variable<T> Rectify<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = tape.Rent(x.Value.Rows, x.Value.Columns);
        TensorPrimitives.Max(x.Value.Span, T.Zero, y.Span);

        return tape.Record(y, x.NeedsGradient, dy => Gradient<T>(y.Span, dy.Span, tape.GradientOf(x).Span));
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
}
