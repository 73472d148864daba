using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = eˣ element by element. Gradient: dx = y · dy.</summary>
public static class Exponential
{
    /// <summary>eˣ; infinite where x is too large for the type.</summary>
    public static Variable<T> Exp<T>(this Tape<T> tape, Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T> => tape.Activate(x, new ExpOf<T>());

    private readonly struct ExpOf<T> : IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public string Name => nameof(Exponential.Exp);

        public void Forward(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Exp(x, y);

        public void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope) => y.CopyTo(slope);
    }
}
