using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.Kernels;

public static partial class SampledProduct
{
    // Eight heads of eight floats at once, GAT's shape: a tree of pairwise sums ends with one head in each lane. Returns the heads done.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TakeEights<T>(ref T left, ref T right, int k, Span<T> products, bool add) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = 0;
        if (typeof(T) != typeof(float) || k != 8 || !Vector256.IsHardwareAccelerated || !Avx.IsSupported)
            return h;
        ref var a = ref Unsafe.As<T, float>(ref left);
        ref var b = ref Unsafe.As<T, float>(ref right);
        ref var y = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(products));
        for (; h <= products.Length - 8; h += 8)
        {
            var low = FourHeads(ref a, ref b, h);
            var high = FourHeads(ref a, ref b, h + 4);
            var sums = Avx.Permute2x128(low, high, 0x20) + Avx.Permute2x128(low, high, 0x31);
            (add ? sums + Vector256.LoadUnsafe(ref y, (nuint)h) : sums).StoreUnsafe(ref y, (nuint)h);
        }
        return h;
    }

    // Lane i of the lower half holds the first half of head h + i's sum, lane i of the upper half the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FourHeads(ref float a, ref float b, int h) => Avx.HorizontalAdd(
        Avx.HorizontalAdd(Products(ref a, ref b, h), Products(ref a, ref b, h + 1)),
        Avx.HorizontalAdd(Products(ref a, ref b, h + 2), Products(ref a, ref b, h + 3)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Products(ref float a, ref float b, int h) =>
        Vector256.LoadUnsafe(ref a, (nuint)(8 * h)) * Vector256.LoadUnsafe(ref b, (nuint)(8 * h));
}
