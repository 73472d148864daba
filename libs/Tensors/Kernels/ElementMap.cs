using System.Numerics;

namespace NetMl.Tensors.Kernels;

/// <summary>A function of one number, for one and for many at once.</summary>
internal interface IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    T Of(T x);

    Vector<T> Of(Vector<T> x);
}

/// <summary>Applies functions that <see cref="System.Numerics.Tensors.TensorPrimitives"/> lacks.</summary>
internal static class ElementMap
{
    /// <summary>yᵢ = f(xᵢ); y may be x.</summary>
    public static void Apply<T, TFunction>(TFunction function, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IElementFunction<T>
    {
        y = y[..x.Length];
        var i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            function.Of(new Vector<T>(x[i..])).CopyTo(y[i..]);

        for (; i < x.Length; i++)
            y[i] = function.Of(x[i]);
    }
}
