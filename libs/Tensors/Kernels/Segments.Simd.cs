using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.Kernels;

public static partial class Segments
{
    // Entries ahead whose rows of x are fetched: they lie anywhere, and memory answers after some hundred cycles.
    private const int Ahead = 16;
    private const int LineBytes = 64;

    // One row of y. Blocks of it stay in registers, widest first, while its sources' rows are added.
    private static void SumRow<T, TWeight>(in Heard<T, TWeight> heard, T scale, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TWeight : struct, IEntryWeight<T>, allows ref struct
    {
        var j = 0;
        if (Lanes512<T>.IsSupported)
            j = Columns<T, TWeight, Lanes512<T>>(heard, scale, y, j, add);
        if (Lanes256<T>.IsSupported)
            j = Columns<T, TWeight, Lanes256<T>>(heard, scale, y, j, add);
        if (Lanes128<T>.IsSupported)
            j = Columns<T, TWeight, Lanes128<T>>(heard, scale, y, j, add);
        Columns<T, TWeight, Lanes1<T>>(heard, scale, y, j, add);
    }

    // As many whole registers of columns from j on as there are; returns the first column that is left.
    private static int Columns<T, TWeight, TLanes>(in Heard<T, TWeight> heard, T scale, Span<T> y, int j, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TWeight : struct, IEntryWeight<T>, allows ref struct where TLanes : struct, ILanes<TLanes, T>
    {
        ref var y0 = ref MemoryMarshal.GetReference(y);
        for (; j <= y.Length - 8 * TLanes.Count; j += 8 * TLanes.Count)
            Eight<T, TWeight, TLanes>(heard, scale, ref Unsafe.Add(ref y0, j), j, add);
        for (; j <= y.Length - 4 * TLanes.Count; j += 4 * TLanes.Count)
            Four<T, TWeight, TLanes>(heard, scale, ref Unsafe.Add(ref y0, j), j, add);
        for (; j <= y.Length - TLanes.Count; j += TLanes.Count)
        {
            TLanes sum = default;
            foreach (var source in heard.Sources)
                sum = TLanes.MultiplyAdd(TLanes.Spread(heard.Weight.Of(source)), TLanes.Load(ref heard.Row(source, j), 0), sum);
            Put(sum, scale, ref Unsafe.Add(ref y0, j), 0, add);
        }
        return j;
    }

    // In both, every source lies below the rows of x (checked when the adjacency was made) and the columns read end inside a row.
    private static void Eight<T, TWeight, TLanes>(in Heard<T, TWeight> heard, T scale, ref T y, int j, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TWeight : struct, IEntryWeight<T>, allows ref struct where TLanes : struct, ILanes<TLanes, T>
    {
        var c = TLanes.Count;
        TLanes s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (var e = 0; e < heard.Sources.Length; e++)
        {
            heard.Fetch(e + Ahead, j, 8 * c);
            ref var from = ref heard.Row(heard.Sources[e], j);
            var weight = TLanes.Spread(heard.Weight.Of(heard.Sources[e]));
            s0 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 0), s0);
            s1 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, c), s1);
            s2 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 2 * c), s2);
            s3 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 3 * c), s3);
            s4 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 4 * c), s4);
            s5 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 5 * c), s5);
            s6 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 6 * c), s6);
            s7 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 7 * c), s7);
        }
        Put(s0, scale, ref y, 0, add);
        Put(s1, scale, ref y, c, add);
        Put(s2, scale, ref y, 2 * c, add);
        Put(s3, scale, ref y, 3 * c, add);
        Put(s4, scale, ref y, 4 * c, add);
        Put(s5, scale, ref y, 5 * c, add);
        Put(s6, scale, ref y, 6 * c, add);
        Put(s7, scale, ref y, 7 * c, add);
    }

    private static void Four<T, TWeight, TLanes>(in Heard<T, TWeight> heard, T scale, ref T y, int j, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TWeight : struct, IEntryWeight<T>, allows ref struct where TLanes : struct, ILanes<TLanes, T>
    {
        var c = TLanes.Count;
        TLanes s0 = default, s1 = default, s2 = default, s3 = default;
        for (var e = 0; e < heard.Sources.Length; e++)
        {
            heard.Fetch(e + Ahead, j, 4 * c);
            ref var from = ref heard.Row(heard.Sources[e], j);
            var weight = TLanes.Spread(heard.Weight.Of(heard.Sources[e]));
            s0 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 0), s0);
            s1 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, c), s1);
            s2 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 2 * c), s2);
            s3 = TLanes.MultiplyAdd(weight, TLanes.Load(ref from, 3 * c), s3);
        }
        Put(s0, scale, ref y, 0, add);
        Put(s1, scale, ref y, c, add);
        Put(s2, scale, ref y, 2 * c, add);
        Put(s3, scale, ref y, 3 * c, add);
    }

    // y (+)= scale · sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T, TLanes>(TLanes sum, T scale, ref T y, int offset, bool add) where T : unmanaged where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.MultiplyAdd(TLanes.Spread(scale), sum, add ? TLanes.Load(ref y, offset) : default).Store(ref y, offset);

    // The sources of one row, those of the rows behind it, and the matrix that they point into.
    private readonly ref struct Heard<T, TWeight>(ReadOnlySpan<int> sources, ReadOnlySpan<int> next, TWeight weight, ReadOnlySpan<T> x, int m)
        where T : unmanaged where TWeight : struct, IEntryWeight<T>, allows ref struct
    {
        public readonly ReadOnlySpan<int> Sources = sources;
        public readonly TWeight Weight = weight;
        private readonly ReadOnlySpan<int> _next = next;
        private readonly ref T _x = ref MemoryMarshal.GetReference(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref T Row(int source, int column) => ref Unsafe.Add(ref _x, (nint)source * m + column);

        // A hint only: an address that moves before it is fetched does no harm.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public unsafe void Fetch(int entry, int column, int count)
        {
            if (!Sse.IsSupported)
                return;
            var behind = entry - Sources.Length;
            if (behind >= _next.Length)
                return;
            var from = (byte*)Unsafe.AsPointer(ref Row(behind < 0 ? Sources[entry] : _next[behind], column));
            for (var line = 0; line < count * sizeof(T); line += LineBytes)
                Sse.Prefetch0(from + line);
        }
    }
}
