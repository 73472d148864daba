using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

/// <summary>Steps that the vector bodies of the graph kernels share.</summary>
internal static class Fused
{
    /// <summary>x·y + z, in one rounding where the machine has it; the type tests vanish when the method is compiled for its T.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>() : x * y + z;

    /// <inheritdoc cref="MultiplyAdd{T}(Vector512{T}, Vector512{T}, Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>() : x * y + z;

    /// <inheritdoc cref="MultiplyAdd{T}(Vector512{T}, Vector512{T}, Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd<T>(Vector128<T> x, Vector128<T> y, Vector128<T> z) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>() : x * y + z;

    /// <summary>Σ aᵢ·bᵢ over <paramref name="count"/> numbers: lanes first, then the lanes' sum, then the numbers left over in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot<T>(ref T a, ref T b, int count) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (i, sum) = (0, T.Zero);
        if (Vector512.IsHardwareAccelerated && count >= Vector512<T>.Count)
        {
            var lanes = Vector512<T>.Zero;
            for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
                lanes = MultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref b, (nuint)i), lanes);
            sum = Vector512.Sum(lanes);
        }
        if (Vector256.IsHardwareAccelerated && i <= count - Vector256<T>.Count)
        {
            var lanes = Vector256<T>.Zero;
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
                lanes = MultiplyAdd(Vector256.LoadUnsafe(ref a, (nuint)i), Vector256.LoadUnsafe(ref b, (nuint)i), lanes);
            sum += Vector256.Sum(lanes);
        }
        if (Vector128.IsHardwareAccelerated && i <= count - Vector128<T>.Count)
        {
            var lanes = Vector128<T>.Zero;
            for (; i <= count - Vector128<T>.Count; i += Vector128<T>.Count)
                lanes = MultiplyAdd(Vector128.LoadUnsafe(ref a, (nuint)i), Vector128.LoadUnsafe(ref b, (nuint)i), lanes);
            sum += Vector128.Sum(lanes);
        }
        for (; i < count; i++)
            sum = T.MultiplyAddEstimate(Unsafe.Add(ref a, i), Unsafe.Add(ref b, i), sum);
        return sum;
    }

    /// <summary>yᵢ (+)= factor·xᵢ for <paramref name="count"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale<T>(T factor, ref T x, ref T y, int count, bool add) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var factors = Vector256.Create(factor);
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
                MultiplyAdd(factors, Vector256.LoadUnsafe(ref x, (nuint)i), add ? Vector256.LoadUnsafe(ref y, (nuint)i) : Vector256<T>.Zero).StoreUnsafe(ref y, (nuint)i);
        }
        for (; i < count; i++)
            Unsafe.Add(ref y, i) = T.MultiplyAddEstimate(factor, Unsafe.Add(ref x, i), add ? Unsafe.Add(ref y, i) : T.Zero);
    }
}
