using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

public static partial class JointScores
{
    // One entry and all heads: its source's row, its target's row and a have the same columns, k for each of the scores.
    private static void Score<T>(ReadOnlySpan<T> source, ReadOnlySpan<T> target, ReadOnlySpan<T> a, T slope, Span<T> scores) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (j, k, width) = (0, a.Length / scores.Length, Vector256<T>.Count);
        ref var s0 = ref MemoryMarshal.GetReference(source);
        ref var t0 = ref MemoryMarshal.GetReference(target);
        ref var a0 = ref MemoryMarshal.GetReference(a);
        for (var h = 0; h < scores.Length; h++)
        {
            var end = (h + 1) * k;
            var lanes = Vector256<T>.Zero;
            for (; Vector256.IsHardwareAccelerated && j <= end - width; j += width)
            {
                var z = Vector256.LoadUnsafe(ref s0, (nuint)j) + Vector256.LoadUnsafe(ref t0, (nuint)j);
                lanes = Fused.MultiplyAdd(Vector256.LoadUnsafe(ref a0, (nuint)j), Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), z, z * slope), lanes);
            }

            // The last quarter vector may begin earlier: its lanes that were done count nothing.
            var last = Vector128<T>.Zero;
            for (var at = 0; Vector128.IsHardwareAccelerated && k >= Vector128<T>.Count && j < end; j = at + Vector128<T>.Count)
            {
                at = Math.Min(j, end - Vector128<T>.Count);
                var z = Vector128.LoadUnsafe(ref s0, (nuint)at) + Vector128.LoadUnsafe(ref t0, (nuint)at);
                var isNew = Vector128.GreaterThanOrEqual(Vector128<T>.Indices, Vector128.Create(T.CreateTruncating(j - at)));
                last = Fused.MultiplyAdd(Vector128.LoadUnsafe(ref a0, (nuint)at) & isNew, Vector128.ConditionalSelect(Vector128.GreaterThan(z, Vector128<T>.Zero), z, z * slope), last);
            }

            var sum = k >= Vector128<T>.Count ? Vector256.Sum(lanes) + Vector128.Sum(last) : T.Zero;
            for (; j < end; j++)
            {
                var z = Unsafe.Add(ref s0, j) + Unsafe.Add(ref t0, j);
                sum += Unsafe.Add(ref a0, j) * (z > T.Zero ? z : z * slope);
            }
            scores[h] = sum;
        }
    }

    // One entry and all heads again; dy has one number for each head. da is empty where it is not wanted.
    private static void Gradient<T>(ReadOnlySpan<T> mine, ReadOnlySpan<T> other, ReadOnlySpan<T> a, T slope, ReadOnlySpan<T> dy, Span<T> gradient, Span<T> da)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (j, k, width) = (0, a.Length / dy.Length, Vector256<T>.Count);
        ref var m0 = ref MemoryMarshal.GetReference(mine);
        ref var o0 = ref MemoryMarshal.GetReference(other);
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var g0 = ref MemoryMarshal.GetReference(gradient);
        ref var da0 = ref MemoryMarshal.GetReference(da);
        for (var h = 0; h < dy.Length; h++)
        {
            var end = (h + 1) * k;
            var (up, down) = (Vector256.Create(dy[h]), Vector256.Create(dy[h] * slope));
            for (; Vector256.IsHardwareAccelerated && j <= end - width; j += width)
            {
                var z = Vector256.LoadUnsafe(ref m0, (nuint)j) + Vector256.LoadUnsafe(ref o0, (nuint)j);
                var passed = Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), up, down);
                Fused.MultiplyAdd(Vector256.LoadUnsafe(ref a0, (nuint)j), passed, Vector256.LoadUnsafe(ref g0, (nuint)j)).StoreUnsafe(ref g0, (nuint)j);
                if (!da.IsEmpty)
                    Fused.MultiplyAdd(z, passed, Vector256.LoadUnsafe(ref da0, (nuint)j)).StoreUnsafe(ref da0, (nuint)j);
            }

            for (var at = 0; Vector128.IsHardwareAccelerated && k >= Vector128<T>.Count && j < end; j = at + Vector128<T>.Count)
            {
                at = Math.Min(j, end - Vector128<T>.Count);
                var z = Vector128.LoadUnsafe(ref m0, (nuint)at) + Vector128.LoadUnsafe(ref o0, (nuint)at);
                var isNew = Vector128.GreaterThanOrEqual(Vector128<T>.Indices, Vector128.Create(T.CreateTruncating(j - at)));
                var passed = isNew & Vector128.ConditionalSelect(Vector128.GreaterThan(z, Vector128<T>.Zero), up.GetLower(), down.GetLower());
                Fused.MultiplyAdd(Vector128.LoadUnsafe(ref a0, (nuint)at), passed, Vector128.LoadUnsafe(ref g0, (nuint)at)).StoreUnsafe(ref g0, (nuint)at);
                if (!da.IsEmpty)
                    Fused.MultiplyAdd(z, passed, Vector128.LoadUnsafe(ref da0, (nuint)at)).StoreUnsafe(ref da0, (nuint)at);
            }

            if (j < end)
                GradientScalar(mine[j..end], other[j..end], a[j..end], slope, dy[h], gradient[j..end], da.IsEmpty ? da : da[j..end]);
            j = end;
        }
    }
}
