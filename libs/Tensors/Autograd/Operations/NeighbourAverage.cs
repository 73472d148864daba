using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v] = mean of x[u] over the rows u that v hears from (0 when none). Gradient: dx[u] += dy[v] / count(v).</summary>
public static class NeighbourAverage
{
    /// <param name="x">[columns of the adjacency, m].</param>
    /// <param name="adjacency">n rows.</param>
    /// <returns>[n, m].</returns>
    /// <exception cref="ArgumentException">The adjacency has other sources than x rows.</exception>
    public static Variable<T> AverageNeighbours<T>(this Tape<T> tape, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tape.StandIns?.WeightsOf(adjacency) is { } weights)
            return tape.SumNeighbours(tape.WeighShares(tape.Constant(Shares<T>(adjacency)), weights, adjacency), x, adjacency);
        var step = tape.Next<Average<T>>();
        var y = NeighbourSum.Prepare(tape, step, x, adjacency);
        (step.X, step.Adjacency) = (x, adjacency);
        Segments.Mean<T>(adjacency, x.Value.Span, y.Columns, y.Span, add: false, tape.Team);
        return step.Result;
    }

    /// <summary>One over the entries of its row, for each entry.</summary>
    private static Tensor<T> Shares<T>(Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shares = new Tensor<T>(adjacency.Count, 1);
        for (var row = 0; row < adjacency.Rows; row++)
            shares.Span[adjacency.Offsets[row]..adjacency.Offsets[row + 1]].Fill(T.One / T.CreateChecked(Math.Max(1, adjacency.Offsets[row + 1] - adjacency.Offsets[row])));
        return shares;
    }

    private sealed class Average<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public Adjacency Adjacency = null!;

        public override TapeStep<T> Describe() => new(nameof(NeighbourAverage.AverageNeighbours), X) { Pattern = Adjacency };

        public override void Backward(Tape<T> tape, Tensor<T> dy) =>
            Segments.MeanGradient<T>(Adjacency, dy.Span, dy.Columns, tape.GradientOf(X, out var add).Span, add, tape.Team);
    }
}
