using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = factor · x. Gradient: dx = factor · dy.</summary>
public static class Scaling
{
    /// <summary>Element by element; the factor is no variable.</summary>
    public static Variable<T> Scale<T>(this Tape<T> tape, Variable<T> x, T factor) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Activate(x, new Scaled<T>(factor));

    private readonly struct Scaled<T>(T factor) : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T _factor = factor;

        public string Name => nameof(Scaling.Scale);

        public T Setting => _factor;

        public void Forward(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Multiply(x, _factor, y);

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => slope.Fill(_factor);
    }
}
