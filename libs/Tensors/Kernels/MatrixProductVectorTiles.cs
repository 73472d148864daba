using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetMl.Tensors.Kernels;

/// <summary>Tiles of c that stay in registers, on <see cref="Vector{T}"/>: c += a · b and c += aᵀ · b.</summary>
internal static class MatrixProductVectorTiles
{
    // The callers slice exactly 4 rows of a and c and keep j + 2·width ≤ m, so every access below stays inside its span.
    public static void Tile4By2<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int k, int m, int j, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), j);
        ref var c0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), j);
        var s00 = Load(ref c0, 0);
        var s01 = Load(ref c0, width);
        var s10 = Load(ref c0, m);
        var s11 = Load(ref c0, m + width);
        var s20 = Load(ref c0, 2 * m);
        var s21 = Load(ref c0, 2 * m + width);
        var s30 = Load(ref c0, 3 * m);
        var s31 = Load(ref c0, 3 * m + width);

        for (var p = 0; p < k; p++)
        {
            var left = Load(ref b0, p * m);
            var right = Load(ref b0, p * m + width);
            var x = new Vector<T>(Unsafe.Add(ref a0, p));
            s00 = MultiplyAdd(x, left, s00);
            s01 = MultiplyAdd(x, right, s01);
            x = new Vector<T>(Unsafe.Add(ref a0, k + p));
            s10 = MultiplyAdd(x, left, s10);
            s11 = MultiplyAdd(x, right, s11);
            x = new Vector<T>(Unsafe.Add(ref a0, 2 * k + p));
            s20 = MultiplyAdd(x, left, s20);
            s21 = MultiplyAdd(x, right, s21);
            x = new Vector<T>(Unsafe.Add(ref a0, 3 * k + p));
            s30 = MultiplyAdd(x, left, s30);
            s31 = MultiplyAdd(x, right, s31);
        }

        Store(s00, ref c0, 0);
        Store(s01, ref c0, width);
        Store(s10, ref c0, m);
        Store(s11, ref c0, m + width);
        Store(s20, ref c0, 2 * m);
        Store(s21, ref c0, 2 * m + width);
        Store(s30, ref c0, 3 * m);
        Store(s31, ref c0, 3 * m + width);
    }

    public static void Tile4By1<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int k, int m, int j, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), j);
        ref var c0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), j);
        var s0 = Load(ref c0, 0);
        var s1 = Load(ref c0, m);
        var s2 = Load(ref c0, 2 * m);
        var s3 = Load(ref c0, 3 * m);

        for (var p = 0; p < k; p++)
        {
            var row = Load(ref b0, p * m);
            s0 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, p)), row, s0);
            s1 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, k + p)), row, s1);
            s2 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, 2 * k + p)), row, s2);
            s3 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, 3 * k + p)), row, s3);
        }

        Store(s0, ref c0, 0);
        Store(s1, ref c0, m);
        Store(s2, ref c0, 2 * m);
        Store(s3, ref c0, 3 * m);
    }

    public static void Tile1By1<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int j, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = new Vector<T>(c[j..]);
        for (var p = 0; p < a.Length; p++)
            sum = MultiplyAdd(new Vector<T>(a[p]), new Vector<T>(b[(p * m + j)..]), sum);
        sum.CopyTo(c[j..]);
    }

    // p + 4 ≤ k and j + width ≤ m hold at the call, so every access stays inside its span.
    public static void TransposedTile4By1<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int rows, int k, int m, int p, int j, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var a0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), p);
        ref var b0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), j);
        ref var c0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), p * m + j);
        var s0 = Load(ref c0, 0);
        var s1 = Load(ref c0, m);
        var s2 = Load(ref c0, 2 * m);
        var s3 = Load(ref c0, 3 * m);

        for (var i = 0; i < rows; i++)
        {
            var row = Load(ref b0, i * m);
            s0 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, i * k)), row, s0);
            s1 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, i * k + 1)), row, s1);
            s2 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, i * k + 2)), row, s2);
            s3 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref a0, i * k + 3)), row, s3);
        }

        Store(s0, ref c0, 0);
        Store(s1, ref c0, m);
        Store(s2, ref c0, 2 * m);
        Store(s3, ref c0, 3 * m);
    }

    public static void TransposedTile1By1<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int rows, int k, int m, int p, int j, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var output = c[(p * m + j)..];
        var sum = new Vector<T>(output);
        for (var i = 0; i < rows; i++)
            sum = MultiplyAdd(new Vector<T>(a[i * k + p]), new Vector<T>(b[(i * m + j)..]), sum);
        sum.CopyTo(output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T start, int offset) where T : unmanaged =>
        Unsafe.ReadUnaligned<Vector<T>>(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref start, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, ref T start, int offset) where T : unmanaged =>
        Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref start, offset)), value);

    // x·y + z in the fastest form that the machine has; the type tests vanish when the method is compiled for its T.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return Vector.As<float, T>(Vector.MultiplyAddEstimate(Vector.As<T, float>(x), Vector.As<T, float>(y), Vector.As<T, float>(z)));
        if (typeof(T) == typeof(double))
            return Vector.As<double, T>(Vector.MultiplyAddEstimate(Vector.As<T, double>(x), Vector.As<T, double>(y), Vector.As<T, double>(z)));
        return x * y + z;
    }
}
