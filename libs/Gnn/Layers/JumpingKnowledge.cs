using System.Numerics;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>Joins what all layers made of a node, so that each node may use its own radius: side by side, or the greatest value of each column.</summary>
/// <remarks>Source: Xu et al. 2018. Its LSTM attention is not offered.</remarks>
public static class JumpingKnowledge
{
    /// <summary>y = [h₁ ‖ h₂ ‖ …].</summary>
    /// <param name="layers">One or more of [n, any width].</param>
    /// <returns>[n, sum of the widths].</returns>
    public static Variable<T> Concat<T>(Tape<T> tape, params ReadOnlySpan<Variable<T>> layers) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.JoinColumns(layers);

    /// <summary>y = max(h₁, h₂, …) element by element; of equals the first gets the gradient.</summary>
    /// <param name="layers">One or more of [n, m].</param>
    /// <returns>[n, m].</returns>
    public static Variable<T> Max<T>(Tape<T> tape, params ReadOnlySpan<Variable<T>> layers) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var greatest = layers[0];
        foreach (var layer in layers[1..])
            greatest = tape.MaxElements(greatest, layer);
        return greatest;
    }
}
