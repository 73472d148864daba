using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Kernels;

/// <summary>Arithmetic on one row that is often shorter than two vectors: plain loops there, since a call costs more than they do.</summary>
/// <remarks>Sums run in ascending order in short rows and in that of <see cref="TensorPrimitives"/> in others.</remarks>
internal static class ShortRows
{
    public static T Sum<T>(ReadOnlySpan<T> row) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsLong<T>(row.Length))
            return TensorPrimitives.Sum(row);
        var sum = T.Zero;
        foreach (var value in row)
            sum += value;
        return sum;
    }

    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsLong<T>(a.Length))
            return TensorPrimitives.Dot(a, b);
        var sum = T.Zero;
        for (var j = 0; j < a.Length; j++)
            sum += a[j] * b[j];
        return sum;
    }

    /// <summary>y = x · factor.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> x, T factor, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsLong<T>(x.Length))
            TensorPrimitives.Multiply(x, factor, y);
        else
            for (var j = 0; j < x.Length; j++)
                y[j] = x[j] * factor;
    }

    /// <summary>y += x · factor.</summary>
    public static void MultiplyAdd<T>(ReadOnlySpan<T> x, T factor, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsLong<T>(x.Length))
            TensorPrimitives.MultiplyAdd(x, factor, y, y);
        else
            for (var j = 0; j < x.Length; j++)
                y[j] += x[j] * factor;
    }

    /// <summary>y = x − number.</summary>
    public static void Subtract<T>(ReadOnlySpan<T> x, T number, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsLong<T>(x.Length))
            TensorPrimitives.Subtract(x, number, y);
        else
            for (var j = 0; j < x.Length; j++)
                y[j] = x[j] - number;
    }

    private static bool IsLong<T>(int length) => length >= 2 * Vector<T>.Count;
}
