using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Kernels;

/// <summary>Memory that a thread keeps for the panels of its matrix products: aligned, grown on demand, freed with the thread.</summary>
/// <remarks>Bounded by the block sizes of the products, a few megabytes per thread. Its content lasts until the thread's next product.</remarks>
internal static unsafe class MatrixProductScratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static float[]? _shared;

    [ThreadStatic]
    private static float[]? _own;

    /// <summary>For the thread that calls a product: what it packs once for all threads.</summary>
    public static float* Shared(int length) => Aligned(ref _shared, length);

    /// <summary>For a thread that works on a chunk.</summary>
    public static float* Own(int length) => Aligned(ref _own, length);

    private static float* Aligned(ref float[]? kept, int length)
    {
        const int Slack = Alignment / sizeof(float);
        if (kept is null || kept.Length < length + Slack)
            kept = GC.AllocateUninitializedArray<float>(length + Slack, pinned: true);
        var address = (nint)Unsafe.AsPointer(ref kept[0]);
        return (float*)((address + Alignment - 1) & -Alignment);
    }
}
