using System.Numerics;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Heads;

/// <summary>How likely pairs of nodes are linked: the dot product hᵤ·hᵥ, a logit.</summary>
/// <remarks>Without parameters, and the same in both directions. Source: Kipf &amp; Welling 2016, "Variational graph auto-encoders".</remarks>
public static class LinkHead
{
    /// <param name="h">[n, width].</param>
    /// <param name="first">[pairs].</param>
    /// <param name="second">[pairs].</param>
    /// <returns>[pairs, 1].</returns>
    public static Variable<T> Forward<T>(Tape<T> tape, Variable<T> h, ReadOnlyMemory<int> first, ReadOnlyMemory<int> second) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.SumColumns(tape.MultiplyElements(tape.Gather(h, first), tape.Gather(h, second)));
}
