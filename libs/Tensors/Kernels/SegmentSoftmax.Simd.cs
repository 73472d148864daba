using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

public static partial class SegmentSoftmax
{
    // A lane is a head; entries follow each other at a distance of all heads. Heads that fill no vector go one by one.
    private static void LessMaximum<T>(ReadOnlySpan<T> x, int heads, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = 0;
        if (Vector256.IsHardwareAccelerated && x.Length > 0)
        {
            ref var x0 = ref MemoryMarshal.GetReference(x);
            ref var y0 = ref MemoryMarshal.GetReference(y);
            for (; h <= heads - Vector256<T>.Count; h += Vector256<T>.Count)
            {
                var peak = Vector256.LoadUnsafe(ref x0, (nuint)h);
                for (var i = h + heads; i < x.Length; i += heads)
                    peak = Vector256.Max(peak, Vector256.LoadUnsafe(ref x0, (nuint)i));
                for (var i = h; i < x.Length; i += heads)
                    (Vector256.LoadUnsafe(ref x0, (nuint)i) - peak).StoreUnsafe(ref y0, (nuint)i);
            }
        }

        LessMaximumScalar(x, heads, h, y);
    }

    private static void DivideBySum<T>(int heads, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = 0;
        if (Vector256.IsHardwareAccelerated && y.Length > 0)
        {
            ref var y0 = ref MemoryMarshal.GetReference(y);
            for (; h <= heads - Vector256<T>.Count; h += Vector256<T>.Count)
            {
                var sum = Vector256<T>.Zero;
                for (var i = h; i < y.Length; i += heads)
                    sum += Vector256.LoadUnsafe(ref y0, (nuint)i);
                var share = Vector256<T>.One / sum;
                for (var i = h; i < y.Length; i += heads)
                    (Vector256.LoadUnsafe(ref y0, (nuint)i) * share).StoreUnsafe(ref y0, (nuint)i);
            }
        }

        DivideBySumScalar(heads, h, y);
    }

    private static void Gradient<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int heads, Span<T> dx, bool add) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var h = 0;
        if (Vector256.IsHardwareAccelerated && y.Length > 0)
        {
            ref var y0 = ref MemoryMarshal.GetReference(y);
            ref var dy0 = ref MemoryMarshal.GetReference(dy);
            ref var dx0 = ref MemoryMarshal.GetReference(dx);
            for (; h <= heads - Vector256<T>.Count; h += Vector256<T>.Count)
            {
                var sum = Vector256<T>.Zero;
                for (var i = h; i < y.Length; i += heads)
                    sum = Fused.MultiplyAdd(Vector256.LoadUnsafe(ref y0, (nuint)i), Vector256.LoadUnsafe(ref dy0, (nuint)i), sum);
                for (var i = h; i < y.Length; i += heads)
                {
                    var slope = Vector256.LoadUnsafe(ref y0, (nuint)i) * (Vector256.LoadUnsafe(ref dy0, (nuint)i) - sum);
                    (add ? slope + Vector256.LoadUnsafe(ref dx0, (nuint)i) : slope).StoreUnsafe(ref dx0, (nuint)i);
                }
            }
        }

        GradientScalar(y, dy, heads, h, dx, add);
    }
}
