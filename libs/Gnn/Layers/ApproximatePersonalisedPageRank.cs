using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>APPNP's propagation: z ← (1 − α) Â · z + α · h, from z = h, K times: personalised PageRank's spread of each node's own answer.</summary>
/// <remarks>Source: Gasteiger et al. 2019, equation 5, without the softmax. Entries of Â are dropped anew at each step, as in the authors' code.</remarks>
public static class ApproximatePersonalisedPageRank
{
    /// <summary>K steps. 2·K·entries·m flops.</summary>
    /// <param name="h">[n, m].</param>
    /// <param name="normalised">Â [n, n].</param>
    /// <param name="alpha">Chance of a walker to start again, in (0, 1]; 0.1 in the paper.</param>
    /// <param name="steps">K ≥ 0; 10 in the paper.</param>
    /// <param name="edgeDropout">Chance in [0, 1) that an entry of Â is dropped while training.</param>
    /// <returns>[n, m].</returns>
    /// <exception cref="ArgumentOutOfRangeException">α is not in (0, 1].</exception>
    public static Variable<T> Forward<T>(Tape<T> tape, Variable<T> h, SparseMatrix<T> normalised, double alpha, int steps, double edgeDropout = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(alpha > 0 && alpha <= 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A chance to start again lies in (0, 1].");
        if (steps <= 0)
            return h;
        var start = tape.Scale(h, T.CreateChecked(alpha));
        var z = h;
        for (var step = 0; step < steps; step++)
            z = tape.Add(tape.Scale(tape.Multiply(normalised, z, edgeDropout), T.CreateChecked(1 - alpha)), start);
        return z;
    }
}
