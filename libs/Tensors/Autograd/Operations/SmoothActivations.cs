using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// Element by element. Sigmoid y = 1 / (1 + e⁻ˣ): dx = y (1 − y) dy. Tanh: dx = (1 − y²) dy. Gelu y = x (1 + tanh u) / 2 with
/// u = √(2/π) (x + 0.044715 x³): dx = ((1 + t) / 2 + x (1 − t²) u′ / 2) dy with t = tanh u.
/// </summary>
/// <remarks>Gelu: Hendrycks, Gimpel 2016, the approximation by tanh.</remarks>
public static class SmoothActivations
{
    /// <summary>1 / (1 + e⁻ˣ), in (0, 1).</summary>
    public static Variable<T> Sigmoid<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Activate(x, new SigmoidOf<T>());

    /// <summary>Hyperbolic tangent, in (−1, 1).</summary>
    public static Variable<T> Tanh<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Activate(x, new TanhOf<T>());

    /// <summary>x times the chance that a normal number lies below x, by the approximation with tanh.</summary>
    public static Variable<T> Gelu<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Activate(x, new GeluOf<T>());

    private readonly struct SigmoidOf<T> : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public string Name => nameof(SmoothActivations.Sigmoid);

        public void Forward(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Sigmoid(x, y);

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => ElementMap.Apply(new SigmoidSlope<T>(), y, slope);
    }

    private readonly struct SigmoidSlope<T> : IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T Of(T y) => y * (T.One - y);

        public Vector<T> Of(Vector<T> y) => y * (Vector<T>.One - y);
    }

    private readonly struct TanhOf<T> : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public string Name => nameof(SmoothActivations.Tanh);

        public void Forward(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Tanh(x, y);

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => ElementMap.Apply(new TanhSlope<T>(), y, slope);
    }

    private readonly struct TanhSlope<T> : IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T Of(T y) => T.One - y * y;

        public Vector<T> Of(Vector<T> y) => Vector<T>.One - y * y;
    }

    private readonly struct GeluOf<T> : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private static readonly T Half = T.CreateChecked(0.5);

        public string Name => nameof(SmoothActivations.Gelu);

        public void Forward(ReadOnlySpan<T> x, Span<T> y)
        {
            Tanh(x, y);
            TensorPrimitives.AddMultiply(y, T.One, x, y);
            TensorPrimitives.Multiply(y, Half, y);
        }

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope)
        {
            Tanh(x, slope);
            var (half, one, scale, cubic) = (new Vector<T>(Half), Vector<T>.One, new Vector<T>(GeluInner<T>.Scale), new Vector<T>(T.CreateChecked(3) * GeluInner<T>.Cubic));
            var i = 0;
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var (at, t) = (new Vector<T>(x[i..]), new Vector<T>(slope[i..]));
                (half * (one + t + at * (one - t * t) * scale * (one + cubic * at * at))).CopyTo(slope[i..]);
            }

            for (; i < x.Length; i++)
                slope[i] = Half * (T.One + slope[i] + x[i] * (T.One - slope[i] * slope[i]) * GeluInner<T>.Scale * (T.One + cubic[0] * x[i] * x[i]));
        }

        private static void Tanh(ReadOnlySpan<T> x, Span<T> t)
        {
            ElementMap.Apply(new GeluInner<T>(), x, t);
            TensorPrimitives.Tanh(t, t);
        }
    }

    // u of Gelu.
    private readonly struct GeluInner<T> : IElementFunction<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static readonly T Scale = T.CreateChecked(Math.Sqrt(2 / Math.PI));
        public static readonly T Cubic = T.CreateChecked(0.044715);

        public T Of(T x) => Scale * (x + Cubic * x * x * x);

        public Vector<T> Of(Vector<T> x) => new Vector<T>(Scale) * (x + new Vector<T>(Cubic) * x * x * x);
    }
}
