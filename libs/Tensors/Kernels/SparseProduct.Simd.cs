using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.Kernels;

public static partial class SparseProduct
{
    // Entries ahead whose rows of x are fetched: they lie anywhere, and memory answers after some hundred cycles (measured: 16 beats 6 by a fifth).
    private const int Ahead = 16;
    private const int LineBytes = 64;

    // Rows of y stay in registers, widest first, while the entries of the row are added to them.
    private static void MultiplyRows<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            // Up to a few entries beyond the row, so that the next row's are fetched too.
            var (begin, end) = (offsets[row], offsets[row + 1]);
            var entries = new Entries<T>(sources[begin..end], values[begin..end], sources[end..], x, m);
            var output = y.Slice(row * m, m);
            var j = 0;
            if (Lanes512<T>.IsSupported)
                j = Columns<T, Lanes512<T>>(entries, output, j, add);
            if (Lanes256<T>.IsSupported)
                j = Columns<T, Lanes256<T>>(entries, output, j, add);
            if (Lanes128<T>.IsSupported)
                j = Columns<T, Lanes128<T>>(entries, output, j, add);
            Columns<T, Lanes1<T>>(entries, output, j, add);
        }
    }

    // As many whole registers of columns from j on as there are; returns the first column that is left.
    private static int Columns<T, TLanes>(in Entries<T> entries, Span<T> y, int j, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TLanes : struct, ILanes<TLanes, T>
    {
        ref var y0 = ref MemoryMarshal.GetReference(y);
        for (; j <= y.Length - 8 * TLanes.Count; j += 8 * TLanes.Count)
            Eight<T, TLanes>(entries, ref Unsafe.Add(ref y0, j), j, add);
        for (; j <= y.Length - 4 * TLanes.Count; j += 4 * TLanes.Count)
            Four<T, TLanes>(entries, ref Unsafe.Add(ref y0, j), j, add);
        for (; j <= y.Length - TLanes.Count; j += TLanes.Count)
            One<T, TLanes>(entries, ref Unsafe.Add(ref y0, j), j, add);
        return j;
    }

    // In all three, every source lies below the rows of x (checked when the pattern was made) and the columns read end inside a row.
    private static void Eight<T, TLanes>(in Entries<T> entries, ref T y, int j, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TLanes : struct, ILanes<TLanes, T>
    {
        var c = TLanes.Count;
        TLanes s0 = Start<T, TLanes>(ref y, 0, add), s1 = Start<T, TLanes>(ref y, c, add), s2 = Start<T, TLanes>(ref y, 2 * c, add), s3 = Start<T, TLanes>(ref y, 3 * c, add);
        TLanes s4 = Start<T, TLanes>(ref y, 4 * c, add), s5 = Start<T, TLanes>(ref y, 5 * c, add), s6 = Start<T, TLanes>(ref y, 6 * c, add), s7 = Start<T, TLanes>(ref y, 7 * c, add);
        for (var e = 0; e < entries.Sources.Length; e++)
        {
            ref var from = ref entries.Row(e, j);
            entries.Fetch(e + Ahead, j, 8 * c);
            var value = TLanes.Spread(entries.Values[e]);
            s0 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 0), s0);
            s1 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, c), s1);
            s2 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 2 * c), s2);
            s3 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 3 * c), s3);
            s4 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 4 * c), s4);
            s5 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 5 * c), s5);
            s6 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 6 * c), s6);
            s7 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 7 * c), s7);
        }
        s0.Store(ref y, 0);
        s1.Store(ref y, c);
        s2.Store(ref y, 2 * c);
        s3.Store(ref y, 3 * c);
        s4.Store(ref y, 4 * c);
        s5.Store(ref y, 5 * c);
        s6.Store(ref y, 6 * c);
        s7.Store(ref y, 7 * c);
    }

    private static void Four<T, TLanes>(in Entries<T> entries, ref T y, int j, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TLanes : struct, ILanes<TLanes, T>
    {
        var c = TLanes.Count;
        TLanes s0 = Start<T, TLanes>(ref y, 0, add), s1 = Start<T, TLanes>(ref y, c, add), s2 = Start<T, TLanes>(ref y, 2 * c, add), s3 = Start<T, TLanes>(ref y, 3 * c, add);
        for (var e = 0; e < entries.Sources.Length; e++)
        {
            ref var from = ref entries.Row(e, j);
            entries.Fetch(e + Ahead, j, 4 * c);
            var value = TLanes.Spread(entries.Values[e]);
            s0 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 0), s0);
            s1 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, c), s1);
            s2 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 2 * c), s2);
            s3 = TLanes.MultiplyAdd(value, TLanes.Load(ref from, 3 * c), s3);
        }
        s0.Store(ref y, 0);
        s1.Store(ref y, c);
        s2.Store(ref y, 2 * c);
        s3.Store(ref y, 3 * c);
    }

    private static void One<T, TLanes>(in Entries<T> entries, ref T y, int j, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> where TLanes : struct, ILanes<TLanes, T>
    {
        var sum = Start<T, TLanes>(ref y, 0, add);
        for (var e = 0; e < entries.Sources.Length; e++)
            sum = TLanes.MultiplyAdd(TLanes.Spread(entries.Values[e]), TLanes.Load(ref entries.Row(e, j), 0), sum);
        sum.Store(ref y, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Start<T, TLanes>(ref T y, int offset, bool add) where T : unmanaged where TLanes : struct, ILanes<TLanes, T> =>
        add ? TLanes.Load(ref y, offset) : default;

    // The entries of one row, those behind them, and the matrix that they point into.
    private readonly ref struct Entries<T>(ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ReadOnlySpan<int> next, ReadOnlySpan<T> x, int m) where T : unmanaged
    {
        public readonly ReadOnlySpan<int> Sources = sources;
        public readonly ReadOnlySpan<T> Values = values;
        private readonly ReadOnlySpan<int> _next = next;
        private readonly ref T _x = ref MemoryMarshal.GetReference(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref T Row(int entry, int column) => ref Unsafe.Add(ref _x, (nint)Sources[entry] * m + column);

        // A hint only: an address that moves before it is fetched does no harm.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public unsafe void Fetch(int entry, int column, int count)
        {
            if (!Sse.IsSupported)
                return;
            var behind = entry - Sources.Length;
            int source;
            if (behind < 0)
                source = Sources[entry];
            else if (behind < _next.Length)
                source = _next[behind];
            else
                return;
            var from = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref _x, (nint)source * m + column));
            for (var line = 0; line < count * sizeof(T); line += LineBytes)
                Sse.Prefetch0(from + line);
        }
    }
}
