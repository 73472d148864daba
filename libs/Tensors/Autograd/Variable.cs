using System.Numerics;

namespace NetMl.Tensors.Autograd;

/// <summary>A value on a <see cref="Tape{T}"/>, and the gradient of the result with respect to it once that is known.</summary>
/// <remarks>Constants and parameters stay what they are; what an operation made is overwritten by the tape's next pass.</remarks>
public sealed class Variable<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    internal readonly Tensor<T> OwnValue = new();
    internal readonly Tensor<T> OwnGradient = new();
    internal T[]? GradientBuffer;

    internal Variable()
    {
        Value = OwnValue;
    }

    internal Variable(Tensor<T> value, bool needsGradient, Tensor<T>? gradient)
    {
        Value = value;
        NeedsGradient = needsGradient;
        Gradient = gradient;
    }

    public Tensor<T> Value { get; internal set; }

    /// <summary>False for constants and all that is made of them alone: no gradient is computed there.</summary>
    public bool NeedsGradient { get; internal set; }

    /// <summary>Same shape as the value. A parameter's is always there; an operation's lives only while the pass goes back through it.</summary>
    public Tensor<T>? Gradient { get; internal set; }
}
