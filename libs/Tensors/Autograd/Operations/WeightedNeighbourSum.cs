using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// y[v, h, k] = Σ α[e, h] · x[u, h, k] over the entries e of row v, each with its source u.
/// Gradient: dα[e, h] = Σ_k dy[v, h, k] · x[u, h, k]; dx[u, h, k] = Σ α[e, h] · dy[v, h, k] over the entries that name u.
/// </summary>
public static class WeightedNeighbourSum
{
    /// <param name="alpha">[entries, heads].</param>
    /// <param name="x">[columns of the adjacency, heads · k].</param>
    /// <returns>[rows of the adjacency, heads · k]; a row without entries is zero.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Variable<T> SumNeighbours<T>(this Tape<T> tape, Variable<T> alpha, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (alpha.Value.Rows != adjacency.Count || x.Value.Rows != adjacency.Columns || x.Value.Columns % Math.Max(1, alpha.Value.Columns) != 0)
            throw new ArgumentException($"Weights {alpha.Value} and {x.Value} do not fit an adjacency [{adjacency.Rows}, {adjacency.Columns}] of {adjacency.Count} entries.", nameof(alpha));
        var step = tape.Next<Sum<T>>();
        (step.Alpha, step.X, step.Adjacency) = (alpha, x, adjacency);
        var y = tape.Shape(step, adjacency.Rows, x.Value.Columns, alpha.NeedsGradient || x.NeedsGradient);
        SegmentWeightedSum.Multiply<T>(adjacency, alpha.Value.Span, alpha.Value.Columns, x.Value.Span, y.Columns, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Sum<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> Alpha = null!, X = null!;
        public Adjacency Adjacency = null!;

        public override TapeStep<T> Describe() => new(nameof(WeightedNeighbourSum), Alpha, X) { Pattern = Adjacency };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var heads = Alpha.Value.Columns;
            if (Alpha.NeedsGradient)
                SampledProduct.Multiply<T>(Adjacency, dy.Span, X.Value.Span, heads, dy.Columns, tape.GradientOf(Alpha, out var add).Span, add, tape.Team);
            if (X.NeedsGradient)
                SegmentWeightedSum.Gradient<T>(Adjacency, Alpha.Value.Span, heads, dy.Span, dy.Columns, tape.GradientOf(X, out var add).Span, add, tape.Team);
        }
    }
}
