using System.Numerics;

namespace NetMl.Tensors.Autograd;

/// <summary>A value on a <see cref="Tape{T}"/>, and the gradient of the result with respect to it once that is known.</summary>
public sealed class Variable<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    internal Variable(Tensor<T> value, bool needsGradient, Tensor<T>? gradient)
    {
        Value = value;
        NeedsGradient = needsGradient;
        Gradient = gradient;
    }

    public Tensor<T> Value { get; }

    /// <summary>False for constants and all that is made of them alone: no gradient is computed there.</summary>
    public bool NeedsGradient { get; }

    /// <summary>Same shape as the value; null as long as nothing has flowed back.</summary>
    public Tensor<T>? Gradient { get; internal set; }
}
