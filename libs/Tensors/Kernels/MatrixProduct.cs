using System.Numerics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Products of dense row-major matrices; one thread, no allocation, results added to the output.</summary>
/// <remarks>
/// Each output value is a sum over the inner index in ascending order, in one accumulator: equal on every run of one machine.
/// The output must not overlap an input. Callers ensure the shapes (the lengths are checked once).
/// </remarks>
public static partial class MatrixProduct
{
    /// <summary>c += a · b with a [n, k], b [k, m], c [n, m]. 2·n·k·m flops.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a.Length, b.Length, c.Length, (long)n * k, (long)k * m, (long)n * m);
        if (Vector.IsHardwareAccelerated)
            MultiplyVector(a, b, n, k, m, c);
        else
            MultiplyScalar(a, b, n, k, m, c);
    }

    /// <summary>c += aᵀ · b with a [n, k], b [n, m], c [k, m]: the gradient of a weight matrix. 2·n·k·m flops.</summary>
    public static void MultiplyLeftTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a.Length, b.Length, c.Length, (long)n * k, (long)n * m, (long)k * m);
        if (Vector.IsHardwareAccelerated)
            MultiplyLeftTransposedVector(a, b, n, k, m, c);
        else
            MultiplyLeftTransposedScalar(a, b, n, k, m, c);
    }

    /// <summary>c += a · bᵀ with a [n, m], b [k, m], c [n, k]: the gradient of an input. Uses k·m scratch.</summary>
    /// <param name="scratch">At least k·m values; overwritten.</param>
    public static void MultiplyRightTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int m, int k, Span<T> c, Span<T> scratch) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(a.Length, b.Length, c.Length, (long)n * m, (long)k * m, (long)n * k);
        var transposed = scratch[..(k * m)];
        for (var row = 0; row < k; row++)
            for (var column = 0; column < m; column++)
                transposed[column * k + row] = b[row * m + column];
        Multiply(a, transposed, n, m, k, c);
    }

    internal static void MultiplyScalar<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
            {
                var sum = c[i * m + j];
                for (var p = 0; p < k; p++)
                    sum += a[i * k + p] * b[p * m + j];
                c[i * m + j] = sum;
            }
    }

    internal static void MultiplyLeftTransposedScalar<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
            for (var p = 0; p < k; p++)
                for (var j = 0; j < m; j++)
                    c[p * m + j] += a[i * k + p] * b[i * m + j];
    }

    /// <summary>c (+)= a · b.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!add)
            c.Clear();
        Multiply(a, b, n, k, m, c);
    }

    /// <summary>c (+)= aᵀ · b.</summary>
    public static void MultiplyLeftTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!add)
            c.Clear();
        MultiplyLeftTransposed(a, b, n, k, m, c);
    }

    /// <summary>c (+)= a · bᵀ.</summary>
    public static void MultiplyRightTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int m, int k, Span<T> c, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!add)
            c.Clear();
        MultiplyRightTransposed(a, b, n, m, k, c, new T[m * k]);
    }

    private static void Check(int a, int b, int c, long wantedA, long wantedB, long wantedC)
    {
        if (a != wantedA || b != wantedB || c != wantedC)
            throw new ArgumentException($"Matrix sizes do not fit: {a}, {b}, {c} values where {wantedA}, {wantedB}, {wantedC} are needed.");
    }
}
