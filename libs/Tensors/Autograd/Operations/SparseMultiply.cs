using System.Numerics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = a · x with a constant sparse a, whose entries may be dropped. Gradient: dx = aᵀ · dy.</summary>
public static class SparseMultiply
{
    /// <param name="a">[n, k]: normalised neighbours of a graph, or sparse features.</param>
    /// <param name="x">[k, m].</param>
    /// <param name="dropout">Chance of an entry of a to be dropped in a pass for training, in [0, 1); the others are divided by 1 − dropout.</param>
    /// <returns>[n, m]; a row without entries is zero.</returns>
    public static Variable<T> Multiply<T>(this Tape<T> tape, SparseMatrix<T> a, Variable<T> x, double dropout = 0) where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.Pass.IsTraining && dropout != 0 ? tape.Multiply(a, x, dropout, tape.NextRandomStream()) : tape.Multiply(a, x, 0, default);

    /// <summary>The same with the entries that a stream drops, so that several products can drop the same ones.</summary>
    /// <param name="dropout">In [0, 1), in any pass; 0 drops nothing.</param>
    public static Variable<T> Multiply<T>(this Tape<T> tape, SparseMatrix<T> a, Variable<T> x, double dropout, RandomStream stream) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Columns != x.Value.Rows)
            throw new ArgumentException($"{a} · {x.Value}: the inner sizes differ.", nameof(x));
        if (tape.StandIns?.WeightsOf(a.Pattern) is { } weights)
            return Weighted(tape, weights, a, x, dropout);
        var step = tape.Next<Product<T>>();
        (step.A, step.X, step.Dropped) = (a, x, default);
        if (dropout != 0)
        {
            step.Dropped = tape.Rent(a.Values.Length);
            DropoutMask.Apply(stream, dropout, a.Values, step.Dropped.Span, add: false, tape.Team);
        }
        var y = tape.Shape(step, a.Rows, x.Value.Columns, x.NeedsGradient);
        SparseProduct.Multiply(a.Pattern, step.Values, x.Value.Span, x.Value.Columns, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private static Variable<T> Weighted<T>(Tape<T> tape, Variable<T> weights, SparseMatrix<T> a, Variable<T> x, double dropout) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (dropout != 0)
            throw new InvalidOperationException("Entries of a matrix are either weighted or dropped.");
        return tape.SumNeighbours(tape.MultiplyElements(weights, tape.Constant(new Tensor<T>(a.Pattern.Count, 1, a.Values.ToArray()))), x, a.Pattern);
    }

    private sealed class Product<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public SparseMatrix<T> A = null!;
        public Variable<T> X = null!;

        // Empty when nothing was dropped.
        public Memory<T> Dropped;

        public ReadOnlySpan<T> Values => Dropped.IsEmpty ? A.Values : Dropped.Span;

        public override TapeStep<T> Describe() => new(nameof(SparseMultiply), X) { Matrix = A };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            var pattern = A.Pattern.Transposed;
            var values = Dropped.IsEmpty ? A.Transposed.Values : Pick(Dropped.Span, pattern.Entries, tape.Rent(pattern.Count).Span);
            SparseProduct.Multiply(pattern, values, dy.Span, dy.Columns, dx.Span, add, tape.Team);
        }

        private static ReadOnlySpan<T> Pick(ReadOnlySpan<T> values, ReadOnlySpan<int> entries, Span<T> picked)
        {
            for (var e = 0; e < picked.Length; e++)
                picked[e] = values[entries[e]];
            return picked;
        }
    }
}
