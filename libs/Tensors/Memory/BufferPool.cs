using System.Numerics;

namespace NetMl.Tensors.Memory;

/// <summary>Arrays that come back: renting one of a size that was returned before allocates nothing.</summary>
/// <remarks>
/// Sizes are rounded up to four steps per power of two, so that batches of nearly equal size share buffers and at most a fifth is
/// unused. Kept until the pool itself is let go. For one thread.
/// </remarks>
internal sealed class BufferPool<T> where T : unmanaged
{
    private const int Steps = 4;
    private const int Smallest = 64;
    private readonly Stack<T[]>?[] _free = new Stack<T[]>?[Steps * 32];

    /// <summary>An array of at least <paramref name="length"/> values, whatever they are.</summary>
    public T[] Rent(int length)
    {
        var (index, size) = Class(length);
        return _free[index] is { Count: > 0 } stack ? stack.Pop() : GC.AllocateUninitializedArray<T>(size);
    }

    /// <summary>Takes back an array that this pool gave.</summary>
    public void Return(T[] buffer) => (_free[Class(buffer.Length).Index] ??= new Stack<T[]>()).Push(buffer);

    private static (int Index, int Size) Class(int length)
    {
        var wanted = (uint)Math.Max(length, Smallest);
        var shift = BitOperations.Log2(wanted) - 2;
        var quarters = (wanted + (1u << shift) - 1) >> shift;
        var size = Math.Min((long)quarters << shift, Array.MaxLength);

        // 4 to 8 quarters; 8 of them are 4 of the next power.
        return (Steps * (shift + (int)(quarters >> 3)) + (int)(quarters & 3), (int)size);
    }
}
