using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.Kernels;

public static partial class SegmentWeightedSum
{
    // Columns up to which one register of weights is spread over all heads.
    private const int ShuffleColumns = 256;

    // Narrow heads: several lie in one vector.
    private static bool SuitsShuffle<T>(int weights, int heads, int width) =>
        typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated && weights >= 16 && heads is > 1 and <= 16 && width <= ShuffleColumns && width % 16 == 0 && width / heads < 16;

    // Lane l of the weights holds head l; a shuffle puts the weight of each column's head where the column is.
    private static void AllHeads(ReadOnlySpan<int> sources, ReadOnlySpan<int> picks, int firstEntry, ReadOnlySpan<float> weights, int heads, ReadOnlySpan<int> headOfColumn, ReadOnlySpan<float> x, Span<float> y, bool add)
    {
        var (j, m) = (0, y.Length);
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        ref var heads0 = ref MemoryMarshal.GetReference(headOfColumn);
        for (; j <= m - 64; j += 64)
        {
            var (h0, h1) = (Vector512.LoadUnsafe(ref heads0, (nuint)j), Vector512.LoadUnsafe(ref heads0, (nuint)j + 16));
            var (h2, h3) = (Vector512.LoadUnsafe(ref heads0, (nuint)j + 32), Vector512.LoadUnsafe(ref heads0, (nuint)j + 48));
            var (s0, s1, s2, s3) = add
                ? (Vector512.LoadUnsafe(ref y0, (nuint)j), Vector512.LoadUnsafe(ref y0, (nuint)j + 16), Vector512.LoadUnsafe(ref y0, (nuint)j + 32), Vector512.LoadUnsafe(ref y0, (nuint)j + 48))
                : (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var i = 0; i < sources.Length; i++)
            {
                ref var from = ref Unsafe.Add(ref x0, (nint)sources[i] * m + j);
                var weight = Weights(weights, picks.IsEmpty ? firstEntry + i : picks[i], heads);
                s0 = Fused.MultiplyAdd(Vector512.ShuffleNative(weight, h0), Vector512.LoadUnsafe(ref from), s0);
                s1 = Fused.MultiplyAdd(Vector512.ShuffleNative(weight, h1), Vector512.LoadUnsafe(ref from, 16), s1);
                s2 = Fused.MultiplyAdd(Vector512.ShuffleNative(weight, h2), Vector512.LoadUnsafe(ref from, 32), s2);
                s3 = Fused.MultiplyAdd(Vector512.ShuffleNative(weight, h3), Vector512.LoadUnsafe(ref from, 48), s3);
            }
            s0.StoreUnsafe(ref y0, (nuint)j);
            s1.StoreUnsafe(ref y0, (nuint)j + 16);
            s2.StoreUnsafe(ref y0, (nuint)j + 32);
            s3.StoreUnsafe(ref y0, (nuint)j + 48);
        }
        for (; j < m; j += 16)
        {
            var head = Vector512.LoadUnsafe(ref heads0, (nuint)j);
            var sum = add ? Vector512.LoadUnsafe(ref y0, (nuint)j) : Vector512<float>.Zero;
            for (var i = 0; i < sources.Length; i++)
            {
                var weight = Weights(weights, picks.IsEmpty ? firstEntry + i : picks[i], heads);
                sum = Fused.MultiplyAdd(Vector512.ShuffleNative(weight, head), Vector512.LoadUnsafe(ref x0, (nuint)((nint)sources[i] * m + j)), sum);
            }
            sum.StoreUnsafe(ref y0, (nuint)j);
        }
    }

    // Lanes from heads on hold the next entry's weights, which no column asks for. The last entries have no 16 numbers after them: they
    // are read with those before and moved to the front. No call here, since it would drive the sums out of their registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Weights(ReadOnlySpan<float> weights, int entry, int heads)
    {
        var from = entry * heads;
        var at = Math.Min(from, weights.Length - 16);
        var loaded = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(weights), (nuint)at);
        return from == at ? loaded : Vector512.ShuffleNative(loaded, Vector512<int>.Indices + Vector512.Create(from - at));
    }

    private static void HeadByHead<T>(ReadOnlySpan<int> sources, ReadOnlySpan<int> picks, int firstEntry, ReadOnlySpan<T> weights, int heads, ReadOnlySpan<T> x, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var k = y.Length / heads;
        for (var h = 0; h < heads; h++)
            OneHead(new Head<T>(sources, picks, firstEntry, weights, heads, h, x, y.Length), h * k, (h + 1) * k, y, add);
    }

    private static void OneHead<T>(Head<T> head, int j, int end, Span<T> y, bool add) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var y0 = ref MemoryMarshal.GetReference(y);
        if (Vector512.IsHardwareAccelerated)
            for (; j <= end - Vector512<T>.Count; j += Vector512<T>.Count)
            {
                var sum = add ? Vector512.LoadUnsafe(ref y0, (nuint)j) : Vector512<T>.Zero;
                for (var i = 0; i < head.Count; i++)
                    sum = Fused.MultiplyAdd(Vector512.Create(head.Weight(i)), Vector512.LoadUnsafe(ref head.Source(i, j)), sum);
                sum.StoreUnsafe(ref y0, (nuint)j);
            }
        if (Vector256.IsHardwareAccelerated)
            for (; j <= end - Vector256<T>.Count; j += Vector256<T>.Count)
            {
                var sum = add ? Vector256.LoadUnsafe(ref y0, (nuint)j) : Vector256<T>.Zero;
                for (var i = 0; i < head.Count; i++)
                    sum = Fused.MultiplyAdd(Vector256.Create(head.Weight(i)), Vector256.LoadUnsafe(ref head.Source(i, j)), sum);
                sum.StoreUnsafe(ref y0, (nuint)j);
            }
        if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated && Avx.IsSupported)
        {
            if (j < end)
                Masked(head, j, end - j, ref y0, add);
            return;
        }
        for (; j <= end - Vector128<T>.Count; j += Vector128<T>.Count)
        {
            var sum = add ? Vector128.LoadUnsafe(ref y0, (nuint)j) : Vector128<T>.Zero;
            for (var i = 0; i < head.Count; i++)
                sum = Fused.MultiplyAdd(Vector128.Create(head.Weight(i)), Vector128.LoadUnsafe(ref head.Source(i, j)), sum);
            sum.StoreUnsafe(ref y0, (nuint)j);
        }

        for (; j < end; j++)
        {
            var sum = add ? y[j] : T.Zero;
            for (var i = 0; i < head.Count; i++)
                sum = T.MultiplyAddEstimate(head.Weight(i), head.Source(i, j), sum);
            y[j] = sum;
        }
    }

    // The fewer than eight columns left over, in one vector: lanes from count on are neither read nor written.
    private static unsafe void Masked<T>(Head<T> head, int j, int count, ref T y, bool add) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var mask = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
        fixed (T* x0 = head.X, y0 = &y)
        {
            var sum = add ? Avx.MaskLoad((float*)y0 + j, mask) : Vector256<float>.Zero;
            for (var i = 0; i < head.Count; i++)
                sum = Fused.MultiplyAdd(Vector256.Create(head.Weight(i)).AsSingle(), Avx.MaskLoad((float*)x0 + head.Start(i) + j, mask), sum);
            Avx.MaskStore((float*)y0 + j, mask, sum);
        }
    }

    // The entries of one row as one head sees them. Sources and picks were checked when the adjacency was made.
    private readonly ref struct Head<T>(ReadOnlySpan<int> sources, ReadOnlySpan<int> picks, int firstEntry, ReadOnlySpan<T> weights, int heads, int h, ReadOnlySpan<T> x, int m)
    {
        private readonly ReadOnlySpan<int> _sources = sources;
        private readonly ReadOnlySpan<int> _picks = picks;
        private readonly ReadOnlySpan<T> _weights = weights;

        public int Count => _sources.Length;

        public ReadOnlySpan<T> X { get; } = x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Weight(int i) => _weights[(_picks.IsEmpty ? firstEntry + i : _picks[i]) * heads + h];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public nint Start(int i) => (nint)_sources[i] * m;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref T Source(int i, int j) => ref Unsafe.Add(ref MemoryMarshal.GetReference(X), Start(i) + j);
    }
}
