using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = max(x, 0). Gradient: dx = dy where x &gt; 0, else 0. Leaky: y = x where x &gt; 0, else slope · x; dx = dy or slope · dy.</summary>
public static class Rectifier
{
    /// <summary>Element by element.</summary>
    public static Variable<T> Rectify<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Activate(x, new Plain<T>());

    /// <summary>Element by element.</summary>
    /// <param name="slope">For x ≤ 0; 0.2 in graph attention.</param>
    public static Variable<T> LeakyRectify<T>(this Tape<T> tape, Variable<T> x, T slope) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Activate(x, new Leaky<T>(slope));

    private readonly struct Plain<T> : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public string Name => nameof(Rectifier.Rectify);

        public void Forward(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Max(x, T.Zero, y);

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => ElementMap.Apply(new Step<T>(T.Zero), x, slope);
    }

    private readonly struct Leaky<T>(T slope) : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T _slope = slope;

        public string Name => nameof(Rectifier.LeakyRectify);

        public T Setting => _slope;

        public void Forward(ReadOnlySpan<T> x, Span<T> y) => ElementMap.Apply(new Bend<T>(_slope), x, y);

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => ElementMap.Apply(new Step<T>(_slope), x, slope);
    }

    private readonly struct Bend<T>(T slope) : IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T Of(T x) => x > T.Zero ? x : slope * x;

        public Vector<T> Of(Vector<T> x) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, new Vector<T>(slope) * x);
    }

    private readonly struct Step<T>(T slope) : IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T Of(T x) => x > T.Zero ? T.One : slope;

        public Vector<T> Of(Vector<T> x) => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, new Vector<T>(slope));
    }
}
