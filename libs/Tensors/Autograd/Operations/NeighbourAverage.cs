using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v] = mean of x[u] over the rows u that v hears from (0 when none). Gradient: dx[u] += dy[v] / count(v).</summary>
public static class NeighbourAverage
{
    /// <param name="x">[columns of the adjacency, m].</param>
    /// <param name="adjacency">n rows.</param>
    /// <returns>[n, m].</returns>
    public static Variable<T> AverageNeighbours<T>(this Tape<T> tape, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (adjacency.Columns != x.Value.Rows)
            throw new ArgumentException($"{x.Value} cannot be averaged over an adjacency of {adjacency.Columns} sources.", nameof(adjacency));
        var step = tape.Next<Average<T>>();
        (step.X, step.Adjacency) = (x, adjacency);
        var y = tape.Shape(step, adjacency.Rows, x.Value.Columns, x.NeedsGradient);
        Segments.Mean<T>(adjacency.Offsets, adjacency.Sources, x.Value.Span, x.Value.Columns, y.Span);
        return step.Result;
    }

    private sealed class Average<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public Adjacency Adjacency = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy) =>
            Segments.MeanGradient<T>(Adjacency.Offsets, Adjacency.Sources, dy.Span, dy.Columns, tape.GradientOf(X).Span);
    }
}
