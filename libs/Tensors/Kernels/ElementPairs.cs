using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Kernels;

/// <summary>Makes z of a and b element by element; z may be a.</summary>
internal interface IElementPair<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    void Write(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z);
}

/// <summary>z = a + b.</summary>
internal readonly struct SumOf<T> : IElementPair<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Write(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z) => TensorPrimitives.Add(a, b, z);
}

/// <summary>z (+)= factor · b; a is z where it adds, and is not read otherwise.</summary>
internal readonly struct ScaledInto<T>(T factor, bool add) : IElementPair<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _factor = factor;

    public void Write(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z)
    {
        if (!add && _factor == T.One)
            b.CopyTo(z);
        else if (!add)
            TensorPrimitives.Multiply(b, _factor, z);
        else if (_factor == T.One)
            TensorPrimitives.Add(a, b, z);
        else
            TensorPrimitives.MultiplyAdd(b, _factor, a, z);
    }
}

/// <summary>z = a − b.</summary>
internal readonly struct DifferenceOf<T> : IElementPair<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Write(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z) => TensorPrimitives.Subtract(a, b, z);
}

/// <summary>z (+)= a · b.</summary>
internal readonly struct ProductInto<T>(bool add) : IElementPair<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Write(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z)
    {
        if (add)
            TensorPrimitives.MultiplyAdd(a, b, z, z);
        else
            TensorPrimitives.Multiply(a, b, z);
    }
}
