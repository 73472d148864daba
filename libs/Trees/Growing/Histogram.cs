using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NetMl.Trees.Binning;

namespace NetMl.Trees.Growing;

/// <summary>Sums of gradients, hessians and rows by slot, of one block.</summary>
internal static class Histogram
{
    private const int RowsAhead = 12;

    /// <summary>Adds rows up from nothing.</summary>
    /// <param name="rows">Rows to add.</param>
    /// <param name="pairs">[n] numbers of each row.</param>
    /// <param name="total">Sum over <paramref name="rows"/>.</param>
    /// <param name="slots">[block's slots], overwritten.</param>
    /// <remarks>O(rows · width). One load, addition and store a cell; neighbouring cells never share a slot, so that they do not wait for one another.</remarks>
    public static unsafe void Fill(BinnedBlock block, ReadOnlySpan<int> rows, ReadOnlySpan<Vector128<long>> pairs, Vector128<long> total, Span<Vector128<long>> slots)
    {
        slots.Clear();
        var width = block.Width;
        // No bounds checks: cells are made with the block and lie within its slots, rows within its rows.
        ref var histogram = ref Unsafe.As<Vector128<long>, byte>(ref MemoryMarshal.GetReference(slots));
        ref var cells = ref MemoryMarshal.GetArrayDataReference(block.Cells);
        ref var pair = ref MemoryMarshal.GetReference(pairs);
        for (var i = 0; i < rows.Length; i++)
        {
            // Rows of a node lie apart, and wide tables do not fit into a cache.
            if (Sse.IsSupported && i + RowsAhead < rows.Length)
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref cells, (nint)rows[i + RowsAhead] * width)));
            var row = rows[i];
            var numbers = Unsafe.Add(ref pair, row);
            ref var cell = ref Unsafe.Add(ref cells, (nint)row * width);
            var c = 0;
            for (; c <= width - 4; c += 4)
            {
                Add(ref histogram, Unsafe.Add(ref cell, c), numbers);
                Add(ref histogram, Unsafe.Add(ref cell, c + 1), numbers);
                Add(ref histogram, Unsafe.Add(ref cell, c + 2), numbers);
                Add(ref histogram, Unsafe.Add(ref cell, c + 3), numbers);
            }
            for (; c < width; c++)
                Add(ref histogram, Unsafe.Add(ref cell, c), numbers);
        }
        FillUsual(block, total, slots);
    }

    /// <summary>What is left of a node when one child is taken out.</summary>
    public static void Subtract(Span<Vector128<long>> parent, ReadOnlySpan<Vector128<long>> child)
    {
        for (var slot = 0; slot < parent.Length; slot++)
            parent[slot] -= child[slot];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref byte histogram, nuint offset, Vector128<long> numbers)
    {
        ref var slot = ref Unsafe.As<byte, Vector128<long>>(ref Unsafe.AddByteOffset(ref histogram, offset));
        slot += numbers;
    }

    // Features of a bundle: their usual bins have all rows that the other bins have not.
    private static void FillUsual(BinnedBlock block, Vector128<long> total, Span<Vector128<long>> slots)
    {
        foreach (var feature in block.Features)
        {
            if (feature.UsualBin < 0)
                continue;
            var own = slots.Slice(feature.FirstSlot, feature.Bins.Slots);
            var rest = total;
            foreach (var slot in own)
                rest -= slot;
            own[feature.UsualBin] = rest;
        }
    }
}
