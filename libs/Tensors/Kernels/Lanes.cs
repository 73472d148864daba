using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

/// <summary>A vector register of one width, so that a kernel is written once and compiled for each width.</summary>
internal interface ILanes<TSelf, T> where TSelf : struct, ILanes<TSelf, T> where T : unmanaged
{
    /// <summary>The machine has registers of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Values in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Reads values from an address on; the caller knows that they are there.</summary>
    static abstract TSelf Load(ref T from, nint offset);

    /// <summary>One value in every lane.</summary>
    static abstract TSelf Spread(T value);

    /// <summary>x·y + z, in one rounding where the machine has it.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>Writes the values from an address on.</summary>
    void Store(ref T to, nint offset);
}

/// <summary>16 floats or 8 doubles.</summary>
internal readonly struct Lanes512<T>(Vector512<T> values) : ILanes<Lanes512<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector512<T> _values = values;

    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref T from, nint offset) => new(Vector512.LoadUnsafe(ref Unsafe.Add(ref from, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Spread(T value) => new(Vector512.Create(value));

    // The type tests vanish when the method is compiled for its T.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> z) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(x._values.AsSingle(), y._values.AsSingle(), z._values.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double)
            ? new(Vector512.MultiplyAddEstimate(x._values.AsDouble(), y._values.AsDouble(), z._values.AsDouble()).As<double, T>())
            : new(x._values * y._values + z._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to, nint offset) => _values.StoreUnsafe(ref Unsafe.Add(ref to, offset));
}

/// <summary>8 floats or 4 doubles.</summary>
internal readonly struct Lanes256<T>(Vector256<T> values) : ILanes<Lanes256<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> _values = values;

    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref T from, nint offset) => new(Vector256.LoadUnsafe(ref Unsafe.Add(ref from, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Spread(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> z) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(x._values.AsSingle(), y._values.AsSingle(), z._values.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double)
            ? new(Vector256.MultiplyAddEstimate(x._values.AsDouble(), y._values.AsDouble(), z._values.AsDouble()).As<double, T>())
            : new(x._values * y._values + z._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to, nint offset) => _values.StoreUnsafe(ref Unsafe.Add(ref to, offset));
}

/// <summary>4 floats or 2 doubles.</summary>
internal readonly struct Lanes128<T>(Vector128<T> values) : ILanes<Lanes128<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector128<T> _values = values;

    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref T from, nint offset) => new(Vector128.LoadUnsafe(ref Unsafe.Add(ref from, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Spread(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> z) => typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(x._values.AsSingle(), y._values.AsSingle(), z._values.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double)
            ? new(Vector128.MultiplyAddEstimate(x._values.AsDouble(), y._values.AsDouble(), z._values.AsDouble()).As<double, T>())
            : new(x._values * y._values + z._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T to, nint offset) => _values.StoreUnsafe(ref Unsafe.Add(ref to, offset));
}

/// <summary>One value: what is left over behind the last whole register, and machines without any.</summary>
internal readonly struct Lanes1<T>(T value) : ILanes<Lanes1<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static bool IsSupported => true;

    public static int Count => 1;

    public static Lanes1<T> Load(ref T from, nint offset) => new(Unsafe.Add(ref from, offset));

    public static Lanes1<T> Spread(T value) => new(value);

    public static Lanes1<T> MultiplyAdd(Lanes1<T> x, Lanes1<T> y, Lanes1<T> z) => new(T.MultiplyAddEstimate(x._value, y._value, z._value));

    public void Store(ref T to, nint offset) => Unsafe.Add(ref to, offset) = _value;
}
