using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[e, h] = exp(x[e, h]) / Σ exp(x[e', h]) over the entries e' of e's row. Gradient: dx = y · (dy − Σ y·dy over the row).</summary>
public static class NeighbourSoftmax
{
    /// <param name="x">[entries, heads].</param>
    /// <returns>[entries, heads]; the entries of a row sum to 1 for each head.</returns>
    /// <exception cref="ArgumentException">x has other rows than the adjacency entries.</exception>
    public static Variable<T> SoftmaxNeighbours<T>(this Tape<T> tape, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Value.Rows != adjacency.Count)
            throw new ArgumentException($"{x.Value} scores do not fit an adjacency of {adjacency.Count} entries.", nameof(x));
        var step = tape.Next<Shares<T>>();
        (step.X, step.Adjacency) = (x, adjacency);
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        SegmentSoftmax.Softmax<T>(adjacency, x.Value.Span, y.Columns, y.Span, tape.Team);
        return tape.StandIns?.WeightsOf(adjacency) is { } weights ? tape.WeighShares(step.Result, weights, adjacency) : step.Result;
    }

    private sealed class Shares<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public Adjacency Adjacency = null!;

        public override TapeStep<T> Describe() => new(nameof(NeighbourSoftmax.SoftmaxNeighbours), X) { Pattern = Adjacency };

        public override void Backward(Tape<T> tape, Tensor<T> dy) =>
            SegmentSoftmax.Gradient<T>(Adjacency, Result.Value.Span, dy.Span, dy.Columns, tape.GradientOf(X, out var add).Span, add, tape.Team);
    }
}
