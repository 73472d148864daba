using System.Numerics;
using System.Runtime.InteropServices;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Tensors.Kernels;

public static partial class DropoutMask
{
    private static void Group<T>(RandomStream stream, uint group, double rate, Span<T> mask) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<uint> words = stackalloc uint[Philox.GroupWords];
        Philox.Group(stream, group, words);
        var threshold = Math.Min((int)Math.Round(rate * (1 << 16)), ushort.MaxValue);
        var kept = (double)(1 << 16) / ((1 << 16) - threshold);
        if (typeof(T) == typeof(float) && Vector.IsHardwareAccelerated && Vector<int>.Count <= Philox.Lanes)
            GroupVector(words, threshold, (float)kept, MemoryMarshal.Cast<T, float>(mask));
        else
            GroupScalar(words, threshold, T.CreateChecked(kept), mask);
    }

    // Lanes of one vector stay within the 16 that share a half.
    private static void GroupVector(ReadOnlySpan<uint> words, int threshold, float kept, Span<float> mask)
    {
        var (limit, factor, lower) = (new Vector<int>(threshold), new Vector<float>(kept), new Vector<uint>(ushort.MaxValue));
        for (var at = 0; at < words.Length; at += Vector<uint>.Count)
        {
            var bits = new Vector<uint>(words[at..]);
            var to = at / Philox.Lanes * 2 * Philox.Lanes + at % Philox.Lanes;
            var first = Vector.GreaterThanOrEqual(Vector.AsVectorInt32(bits & lower), limit);
            var second = Vector.GreaterThanOrEqual(Vector.AsVectorInt32(bits >>> 16), limit);
            (Vector.AsVectorSingle(first) & factor).CopyTo(mask[to..]);
            (Vector.AsVectorSingle(second) & factor).CopyTo(mask[(to + Philox.Lanes)..]);
        }
    }
}
