using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = x where x &gt; 0, else α · (eˣ − 1). Gradient: dx = dy where x &gt; 0, else (y + α) · dy.</summary>
/// <remarks>Source: Clevert, Unterthiner, Hochreiter 2016 (ELU).</remarks>
public static class ExponentialUnit
{
    /// <summary>Element by element.</summary>
    /// <param name="alpha">Minus the limit for small x, above 0; 1 in the paper.</param>
    public static Variable<T> Elu<T>(this Tape<T> tape, Variable<T> x, T alpha) where T : unmanaged, IFloatingPointIeee754<T> =>
        alpha > T.Zero
            ? tape.Activate(x, new Unit<T>(alpha))
            : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The limit must be above 0.");

    private readonly struct Unit<T>(T alpha) : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T _alpha = alpha;

        public string Name => nameof(ExponentialUnit.Elu);

        public T Setting => _alpha;

        // The exponential sees min(x, 0) only, so that it does not overflow where its result is not taken. α · (e⁰ − 1) + max(x, 0) = x for x > 0.
        public void Forward(ReadOnlySpan<T> x, Span<T> y)
        {
            const int Part = 512;
            Span<T> positive = stackalloc T[Part];
            for (var at = 0; at < x.Length; at += Part)
            {
                var length = Math.Min(Part, x.Length - at);
                var from = x.Slice(at, length);
                var to = y.Slice(at, length);
                TensorPrimitives.Max(from, T.Zero, positive);
                TensorPrimitives.Min(from, T.Zero, to);
                TensorPrimitives.ExpM1(to, to);
                TensorPrimitives.MultiplyAdd(to, _alpha, positive[..length], to);
            }
        }

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => ElementMap.Apply(new SlopeOf<T>(_alpha), y, slope);
    }

    private readonly struct SlopeOf<T>(T alpha) : IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T Of(T y) => y > T.Zero ? T.One : y + alpha;

        public Vector<T> Of(Vector<T> y) => Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<T>.Zero), Vector<T>.One, y + new Vector<T>(alpha));
    }
}
