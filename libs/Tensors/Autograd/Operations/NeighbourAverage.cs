using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v] = mean of x[u] over the rows u that v hears from (0 when none). Gradient: dx[u] += dy[v] / count(v).</summary>
public static class NeighbourAverage
{
    /// <param name="x">[n, m].</param>
    /// <param name="adjacency">n rows.</param>
    /// <returns>[n, m].</returns>
    public static Variable<T> AverageNeighbours<T>(this Tape<T> tape, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (adjacency.Rows != x.Value.Rows)
            throw new ArgumentException($"{x.Value} cannot be averaged over an adjacency of {adjacency.Rows} rows.", nameof(adjacency));
        var width = x.Value.Columns;
        var y = tape.Rent(adjacency.Rows, width);
        Segments.Mean<T>(adjacency.Offsets, adjacency.Sources, x.Value.Span, width, y.Span);

        return tape.Record(y, x.NeedsGradient, dy =>
            Segments.MeanGradient<T>(adjacency.Offsets, adjacency.Sources, dy.Span, width, tape.GradientOf(x).Span));
    }
}
