using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v] = Σ x[u] over the rows u that v hears from. Gradient: dx[u] += dy[v].</summary>
public static class NeighbourSum
{
    /// <param name="x">[columns of the adjacency, m].</param>
    /// <param name="adjacency">n rows.</param>
    /// <returns>[n, m]; zeros where v hears nobody.</returns>
    /// <exception cref="ArgumentException">The adjacency has other sources than x rows.</exception>
    public static Variable<T> SumNeighbours<T>(this Tape<T> tape, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tape.StandIns?.WeightsOf(adjacency) is { } weights)
            return tape.SumNeighbours(weights, x, adjacency);
        var step = tape.Next<Sum<T>>();
        var y = Prepare(tape, step, x, adjacency);
        (step.X, step.Adjacency) = (x, adjacency);
        Segments.Sum<T>(adjacency, x.Value.Span, y.Columns, y.Span, add: false, tape.Team);
        return step.Result;
    }

    /// <summary>The result [n, m] of gathering x [columns of the adjacency, m] over an adjacency.</summary>
    internal static Tensor<T> Prepare<T>(Tape<T> tape, Operation<T> step, Variable<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (adjacency.Columns != x.Value.Rows)
            throw new ArgumentException($"{x.Value} cannot be gathered over an adjacency of {adjacency.Columns} sources.", nameof(adjacency));
        return tape.Shape(step, adjacency.Rows, x.Value.Columns, x.NeedsGradient);
    }

    private sealed class Sum<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public Adjacency Adjacency = null!;

        public override TapeStep<T> Describe() => new(nameof(NeighbourSum.SumNeighbours), X) { Pattern = Adjacency };

        public override void Backward(Tape<T> tape, Tensor<T> dy) =>
            Segments.Sum<T>(Adjacency.Transposed, dy.Span, dy.Columns, tape.GradientOf(X, out var add).Span, add, tape.Team);
    }
}
