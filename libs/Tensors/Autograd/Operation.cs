using System.Numerics;

namespace NetMl.Tensors.Autograd;

/// <summary>One step on a tape: what it made, and how a gradient flows back through it.</summary>
/// <remarks>A tape uses its operations again in the next pass, so a pass whose steps are those of the former one allocates nothing.</remarks>
internal abstract class Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What the step made.</summary>
    public Variable<T> Result { get; } = new();

    /// <summary>The step as data, without its result; an operation that says nothing of itself is known by its class alone.</summary>
    public virtual TapeStep<T> Describe() => new((GetType().DeclaringType ?? GetType()).Name);

    /// <summary>Adds to the gradients of the inputs that need one (<see cref="Tape{T}.GradientOf(Variable{T}, out bool)"/>).</summary>
    /// <param name="dy">Gradient of <see cref="Result"/>.</param>
    public abstract void Backward(Tape<T> tape, Tensor<T> dy);
}
