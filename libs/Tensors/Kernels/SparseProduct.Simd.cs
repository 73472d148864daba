using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

public static partial class SparseProduct
{
    // Rows whose offsets are given; y begins at the first of them.
    private static void MultiplyRows<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated && m >= Vector512<T>.Count)
            MultiplyRows512(offsets, sources, values, x, m, y, add);
        else if (Vector256.IsHardwareAccelerated && m >= Vector256<T>.Count)
            MultiplyRows256(offsets, sources, values, x, m, y, add);
        else
            MultiplyScalar(offsets, sources, values, x, m, y, add);
    }

    // Up to four vectors of a row of y stay in registers while its entries are added. The last block of a row may begin earlier and
    // compute some columns again, to the same bits; with add = true that would add twice, so then the columns left over go one by one.
    private static void MultiplyRows512<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector512<T>.Count;
        ref var x0 = ref MemoryMarshal.GetReference(x);
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            var (begin, end) = (offsets[row], offsets[row + 1]);
            var entries = sources[begin..end];
            var weights = values[begin..end];
            ref var output = ref MemoryMarshal.GetReference(y[(row * m)..]);
            var j = 0;
            for (; j <= m - 4 * width; j += 4 * width)
                Block4(entries, weights, ref x0, m, j, ref output, add);
            for (; j <= m - width; j += width)
                Block1(entries, weights, ref x0, m, j, ref output, add);
            Tail(entries, weights, x, m, j, y.Slice(row * m, m), add);
        }
    }

    // Every source lies below the rows of x (checked when the pattern was made), and j + 4 vectors end inside a row.
    private static void Block4<T>(ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ref T x, int m, int j, ref T y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector512<T>.Count;
        var (s0, s1, s2, s3) = add
            ? (Vector512.LoadUnsafe(ref y, (nuint)j), Vector512.LoadUnsafe(ref y, (nuint)(j + width)), Vector512.LoadUnsafe(ref y, (nuint)(j + 2 * width)), Vector512.LoadUnsafe(ref y, (nuint)(j + 3 * width)))
            : (Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        for (var e = 0; e < sources.Length; e++)
        {
            ref var from = ref Unsafe.Add(ref x, (nint)sources[e] * m + j);
            var value = Vector512.Create(values[e]);
            s0 = MultiplyAdd(value, Vector512.LoadUnsafe(ref from), s0);
            s1 = MultiplyAdd(value, Vector512.LoadUnsafe(ref from, (nuint)width), s1);
            s2 = MultiplyAdd(value, Vector512.LoadUnsafe(ref from, (nuint)(2 * width)), s2);
            s3 = MultiplyAdd(value, Vector512.LoadUnsafe(ref from, (nuint)(3 * width)), s3);
        }
        s0.StoreUnsafe(ref y, (nuint)j);
        s1.StoreUnsafe(ref y, (nuint)(j + width));
        s2.StoreUnsafe(ref y, (nuint)(j + 2 * width));
        s3.StoreUnsafe(ref y, (nuint)(j + 3 * width));
    }

    private static void Block1<T>(ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ref T x, int m, int j, ref T y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = add ? Vector512.LoadUnsafe(ref y, (nuint)j) : Vector512<T>.Zero;
        for (var e = 0; e < sources.Length; e++)
            sum = MultiplyAdd(Vector512.Create(values[e]), Vector512.LoadUnsafe(ref Unsafe.Add(ref x, (nint)sources[e] * m + j)), sum);
        sum.StoreUnsafe(ref y, (nuint)j);
    }

    private static void MultiplyRows256<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector256<T>.Count;
        ref var x0 = ref MemoryMarshal.GetReference(x);
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            var entries = sources[offsets[row]..offsets[row + 1]];
            var weights = values[offsets[row]..offsets[row + 1]];
            var output = y.Slice(row * m, m);
            ref var y0 = ref MemoryMarshal.GetReference(output);
            var j = 0;
            for (; j <= m - 2 * width; j += 2 * width)
            {
                var s0 = add ? Vector256.LoadUnsafe(ref y0, (nuint)j) : Vector256<T>.Zero;
                var s1 = add ? Vector256.LoadUnsafe(ref y0, (nuint)(j + width)) : Vector256<T>.Zero;
                for (var e = 0; e < entries.Length; e++)
                {
                    ref var from = ref Unsafe.Add(ref x0, (nint)entries[e] * m + j);
                    var value = Vector256.Create(weights[e]);
                    s0 = MultiplyAdd(value, Vector256.LoadUnsafe(ref from), s0);
                    s1 = MultiplyAdd(value, Vector256.LoadUnsafe(ref from, (nuint)width), s1);
                }
                s0.StoreUnsafe(ref y0, (nuint)j);
                s1.StoreUnsafe(ref y0, (nuint)(j + width));
            }
            Tail(entries, weights, x, m, j, output, add);
        }
    }

    // The columns from j on, eight or four at a time and then one by one.
    private static void Tail<T>(ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, int j, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        for (; Vector128.IsHardwareAccelerated && j <= m - Vector128<T>.Count; j += Vector128<T>.Count)
        {
            var sum = add ? Vector128.LoadUnsafe(ref y0, (nuint)j) : Vector128<T>.Zero;
            for (var e = 0; e < sources.Length; e++)
                sum = MultiplyAdd(Vector128.Create(values[e]), Vector128.LoadUnsafe(ref Unsafe.Add(ref x0, (nint)sources[e] * m + j)), sum);
            sum.StoreUnsafe(ref y0, (nuint)j);
        }
        for (; j < m; j++)
        {
            var sum = add ? y[j] : T.Zero;
            for (var e = 0; e < sources.Length; e++)
                sum = T.MultiplyAddEstimate(values[e], x[sources[e] * m + j], sum);
            y[j] = sum;
        }
    }

    // x·y + z in one rounding where the machine has it; the type tests vanish when the method is compiled for its T.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>() : x * y + z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>() : x * y + z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> MultiplyAdd<T>(Vector128<T> x, Vector128<T> y, Vector128<T> z) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>() : x * y + z;
}
