using System.Numerics;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Layers;

/// <summary>Simple graph convolution: y = Âᵏ · x, graph convolutions without weights and rectifiers between them.</summary>
/// <remarks>Source: Wu et al. 2019, equation 8. Âᵏ · (x · W) = (Âᵏ · x) · W: propagate whichever is narrower; what has no weights can be computed once.</remarks>
public static class SgcPropagation
{
    /// <summary>Âᵏ · x as steps of a pass. 2·hops·entries·m flops.</summary>
    /// <param name="x">[n, m].</param>
    /// <param name="normalised">Â [n, n].</param>
    /// <param name="hops">k ≥ 0.</param>
    /// <returns>[n, m].</returns>
    public static Variable<T> Forward<T>(Tape<T> tape, Variable<T> x, SparseMatrix<T> normalised, int hops) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var hop = 0; hop < hops; hop++)
            x = tape.Multiply(normalised, x);
        return x;
    }

    /// <summary>Âᵏ · x once and for all, without gradient; x is left as it is.</summary>
    /// <inheritdoc cref="Forward"/>
    public static Tensor<T> Precompute<T>(Tensor<T> x, SparseMatrix<T> normalised, int hops, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (from, to) = (new Tensor<T>(x.Rows, x.Columns, x.Span.ToArray()), new Tensor<T>(x.Rows, x.Columns));
        for (var hop = 0; hop < hops; hop++)
        {
            SparseProduct.Multiply(normalised.Pattern, normalised.Values, from.Span, from.Columns, to.Span, add: false, team);
            (from, to) = (to, from);
        }
        return from;
    }
}
