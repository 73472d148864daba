using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v, j] = max x[u, j] over the rows u that v hears from (0 when none). Gradient: dx[u, j] += dy[v, j] for the first u that has the maximum.</summary>
public static class NeighbourMax
{
    /// <param name="x">[columns of the adjacency, m].</param>
    /// <param name="adjacency">n rows.</param>
    /// <returns>[n, m].</returns>
    /// <exception cref="ArgumentException">The adjacency has other sources than x rows.</exception>
    /// <remarks>Keeps [n, m] indices.</remarks>
    public static Variable<T> MaxNeighbours<T>(this Tape<T> tape, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Maximum<T>>();
        var y = NeighbourSum.Prepare(tape, step, x, adjacency);
        (step.X, step.Adjacency, step.Count) = (x, adjacency, y.Span.Length);
        if (step.Sources.Length < step.Count)
            step.Sources = GC.AllocateUninitializedArray<int>(step.Count);
        SegmentMax.Max<T>(adjacency, x.Value.Span, y.Columns, y.Span, step.Sources.AsSpan(0, step.Count), tape.Team);
        return step.Result;
    }

    private sealed class Maximum<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public Adjacency Adjacency = null!;

        // Only grows, so that passes over batches of about one size allocate nothing.
        public int[] Sources = [];
        public int Count;

        public override TapeStep<T> Describe() => new(nameof(NeighbourMax.MaxNeighbours), X) { Pattern = Adjacency };

        public override void Backward(Tape<T> tape, Tensor<T> dy) =>
            SegmentMax.Gradient<T>(Sources.AsSpan(0, Count), dy.Span, dy.Columns, tape.GradientOf(X, out var add).Span, add, tape.Team);
    }
}
