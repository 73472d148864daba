using System.Numerics;
using System.Runtime.CompilerServices;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Products of dense row-major matrices.</summary>
/// <remarks>
/// The order of summation depends on the sizes and the instruction set alone: equal bits on every run of one machine, for any number
/// of threads. The output must not overlap an input. Each call counts 2·n·k·m flops and allocates nothing once its thread is warm; what
/// it packs lies in memory that each thread keeps, a few megabytes at most. float32 on AVX2 or AVX-512 runs in packed blocks, the rest
/// on <see cref="Vector{T}"/> or value by value.
/// </remarks>
public static partial class MatrixProduct
{
    /// <summary>c (+)= a · b.</summary>
    /// <param name="a">[n, k].</param>
    /// <param name="b">[k, m].</param>
    /// <param name="c">[n, m].</param>
    /// <param name="add">Whether c's values are added to; otherwise they are overwritten.</param>
    /// <param name="team">Who computes; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">A length that is not the product of its sizes.</exception>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(a.Length, b.Length, c.Length, (long)n * k, (long)k * m, (long)n * m);
        if (IsTrivial(c, k, add))
            return;
        if (m == 1)
            MatrixVectorProduct.Dots(a, b, c, add, team);
        else if (n == 1)
            MatrixVectorProduct.WeightedSum(a, b, c, add, team);
        else if (typeof(T) == typeof(float) && HasBlocks)
            MultiplyBlocks(Floats(a), Floats(b), n, k, m, Floats(c), add, team);
        else if (Vector.IsHardwareAccelerated)
            MatrixProductVectors.Multiply(a, b, n, k, m, Cleared(c, add), team);
        else
            MultiplyScalar(a, b, n, k, m, Cleared(c, add));
    }

    /// <summary>c (+)= aᵀ · b: the gradient of a weight matrix, where n may be far larger than the rest.</summary>
    /// <param name="a">[n, k].</param>
    /// <param name="b">[n, m].</param>
    /// <param name="c">[k, m].</param>
    /// <param name="add">Whether c's values are added to; otherwise they are overwritten.</param>
    /// <param name="team">Who computes; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">A length that is not the product of its sizes.</exception>
    public static void MultiplyLeftTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(a.Length, b.Length, c.Length, (long)n * k, (long)n * m, (long)k * m);
        if (IsTrivial(c, n, add))
            return;
        if (k == 1 && m == 1)
            MatrixVectorProduct.Dots(a, b, c, add, team);
        else if (k == 1)
            MatrixVectorProduct.WeightedSum(a, b, c, add, team);
        else if (m == 1)
            MatrixVectorProduct.WeightedSum(b, a, c, add, team);
        else if (typeof(T) == typeof(float) && HasBlocks)
            MultiplyLeftTransposedBlocks(Floats(a), Floats(b), n, k, m, Floats(c), add, team);
        else if (Vector.IsHardwareAccelerated)
            MatrixProductVectors.MultiplyLeftTransposed(a, b, n, k, m, Cleared(c, add), team);
        else
            MultiplyLeftTransposedScalar(a, b, n, k, m, Cleared(c, add));
    }

    /// <summary>c (+)= a · bᵀ: the gradient of an input.</summary>
    /// <param name="a">[n, m].</param>
    /// <param name="b">[k, m].</param>
    /// <param name="c">[n, k].</param>
    /// <param name="add">Whether c's values are added to; otherwise they are overwritten.</param>
    /// <param name="team">Who computes; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">A length that is not the product of its sizes.</exception>
    public static void MultiplyRightTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int m, int k, Span<T> c, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(a.Length, b.Length, c.Length, (long)n * m, (long)k * m, (long)n * k);
        if (IsTrivial(c, m, add))
            return;
        if (k == 1)
            MatrixVectorProduct.Dots(a, b, c, add, team);
        else if (n == 1)
            MatrixVectorProduct.Dots(b, a, c, add, team);
        else if (typeof(T) == typeof(float) && HasBlocks)
            MultiplyRightTransposedBlocks(Floats(a), Floats(b), n, m, k, Floats(c), add, team);
        else if (Vector.IsHardwareAccelerated)
            MatrixProductVectors.MultiplyRightTransposed(a, b, n, m, k, Cleared(c, add), team);
        else
            MultiplyRightTransposedScalar(a, b, n, m, k, Cleared(c, add));
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

    internal static void MultiplyRightTransposedScalar<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int m, int k, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < n; i++)
            for (var p = 0; p < k; p++)
            {
                var sum = c[i * k + p];
                for (var j = 0; j < m; j++)
                    sum += a[i * m + j] * b[p * m + j];
                c[i * k + p] = sum;
            }
    }

    // An output of no values, or a sum over no steps.
    private static bool IsTrivial<T>(Span<T> c, int steps, bool add)
    {
        if (steps == 0 && !add)
            c.Clear();
        return steps == 0 || c.IsEmpty;
    }

    private static Span<T> Cleared<T>(Span<T> c, bool add)
    {
        if (!add)
            c.Clear();
        return c;
    }

    private static void Check(int a, int b, int c, long wantedA, long wantedB, long wantedC, [CallerMemberName] string product = "")
    {
        if (a != wantedA || b != wantedB || c != wantedC)
            throw new ArgumentException($"{product}: {a}, {b}, {c} values where the sizes need {wantedA}, {wantedB}, {wantedC}.");
    }
}
