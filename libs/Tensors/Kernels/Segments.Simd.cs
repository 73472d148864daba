using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

public static partial class Segments
{
    // One row of y. Blocks of it stay in registers while its sources' rows are added. Every source lies below the rows of x (checked
    // when the adjacency was made), and a block ends inside a row.
    private static void SumRow<T, TWeight>(ReadOnlySpan<int> sources, TWeight weight, ReadOnlySpan<T> x, T scale, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWeight : struct, IEntryWeight<T>, allows ref struct
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            SumScalar(sources, weight, x, scale, y, add);
            return;
        }

        var (j, m) = (0, y.Length);
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        if (Vector512.IsHardwareAccelerated)
        {
            for (; j <= m - 4 * Vector512<T>.Count; j += 4 * Vector512<T>.Count)
                FourVectors(sources, weight, ref Unsafe.Add(ref x0, j), m, scale, ref Unsafe.Add(ref y0, j), add);
            for (; j <= m - Vector512<T>.Count; j += Vector512<T>.Count)
            {
                var sum = Vector512<T>.Zero;
                foreach (var source in sources)
                    sum = Lanes.MultiplyAdd(Vector512.Create(weight.Of(source)), Vector512.LoadUnsafe(ref Unsafe.Add(ref x0, (nint)source * m + j)), sum);
                sum *= scale;
                (add ? sum + Vector512.LoadUnsafe(ref y0, (nuint)j) : sum).StoreUnsafe(ref y0, (nuint)j);
            }
        }
        if (Vector256.IsHardwareAccelerated)
            for (; j <= m - Vector256<T>.Count; j += Vector256<T>.Count)
            {
                var sum = Vector256<T>.Zero;
                foreach (var source in sources)
                    sum = Lanes.MultiplyAdd(Vector256.Create(weight.Of(source)), Vector256.LoadUnsafe(ref Unsafe.Add(ref x0, (nint)source * m + j)), sum);
                sum *= scale;
                (add ? sum + Vector256.LoadUnsafe(ref y0, (nuint)j) : sum).StoreUnsafe(ref y0, (nuint)j);
            }
        for (; j <= m - Vector128<T>.Count; j += Vector128<T>.Count)
        {
            var sum = Vector128<T>.Zero;
            foreach (var source in sources)
                sum = Lanes.MultiplyAdd(Vector128.Create(weight.Of(source)), Vector128.LoadUnsafe(ref Unsafe.Add(ref x0, (nint)source * m + j)), sum);
            sum *= scale;
            (add ? sum + Vector128.LoadUnsafe(ref y0, (nuint)j) : sum).StoreUnsafe(ref y0, (nuint)j);
        }

        for (; j < m; j++)
        {
            var sum = T.Zero;
            foreach (var source in sources)
                sum = T.MultiplyAddEstimate(weight.Of(source), Unsafe.Add(ref x0, (nint)source * m + j), sum);
            y[j] = add ? y[j] + scale * sum : scale * sum;
        }
    }

    private static void FourVectors<T, TWeight>(ReadOnlySpan<int> sources, TWeight weight, ref T x, int m, T scale, ref T y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWeight : struct, IEntryWeight<T>, allows ref struct
    {
        var width = (nuint)Vector512<T>.Count;
        var (s0, s1, s2, s3) = (Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        foreach (var source in sources)
        {
            ref var from = ref Unsafe.Add(ref x, (nint)source * m);
            var value = Vector512.Create(weight.Of(source));
            s0 = Lanes.MultiplyAdd(value, Vector512.LoadUnsafe(ref from), s0);
            s1 = Lanes.MultiplyAdd(value, Vector512.LoadUnsafe(ref from, width), s1);
            s2 = Lanes.MultiplyAdd(value, Vector512.LoadUnsafe(ref from, 2 * width), s2);
            s3 = Lanes.MultiplyAdd(value, Vector512.LoadUnsafe(ref from, 3 * width), s3);
        }
        (s0, s1, s2, s3) = (s0 * scale, s1 * scale, s2 * scale, s3 * scale);
        if (add)
        {
            s0 += Vector512.LoadUnsafe(ref y);
            s1 += Vector512.LoadUnsafe(ref y, width);
            s2 += Vector512.LoadUnsafe(ref y, 2 * width);
            s3 += Vector512.LoadUnsafe(ref y, 3 * width);
        }
        s0.StoreUnsafe(ref y);
        s1.StoreUnsafe(ref y, width);
        s2.StoreUnsafe(ref y, 2 * width);
        s3.StoreUnsafe(ref y, 3 * width);
    }
}
