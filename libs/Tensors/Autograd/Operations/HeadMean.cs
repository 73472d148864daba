using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y[v, k] = (1/heads) Σ_h x[v, h, k]. Gradient: dx[v, h, k] = dy[v, k] / heads.</summary>
public static class HeadMean
{
    /// <param name="x">[n, heads · k].</param>
    /// <param name="heads">≥ 1; 1 gives x itself.</param>
    /// <returns>[n, k].</returns>
    /// <exception cref="ArgumentException">The columns of x are not a multiple of the heads.</exception>
    public static Variable<T> MeanHeads<T>(this Tape<T> tape, Variable<T> x, int heads) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (x.Value.Columns % heads != 0)
            throw new ArgumentException($"The columns of {x.Value} are not a multiple of {heads} heads.", nameof(heads));
        if (heads == 1)
            return x;
        var step = tape.Next<Mean<T>>();
        (step.X, step.Heads) = (x, heads);
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns / heads, x.NeedsGradient);
        for (var row = 0; row < y.Rows; row++)
        {
            var mean = y.Row(row);
            var all = x.Value.Row(row);
            var k = y.Columns;
            all[..k].CopyTo(mean);
            for (var h = 1; h < heads; h++)
                TensorPrimitives.Add(mean, all.Slice(h * k, k), mean);
            TensorPrimitives.Multiply(mean, step.Share, mean);
        }
        return step.Result;
    }

    private sealed class Mean<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public int Heads;

        public T Share => T.One / T.CreateChecked(Heads);

        public override TapeStep<T> Describe() => new(nameof(HeadMean.MeanHeads), X) { Count = Heads };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var gradient = tape.GradientOf(X);
            for (var row = 0; row < dy.Rows; row++)
                for (var h = 0; h < Heads; h++)
                {
                    var part = gradient.Row(row).Slice(h * dy.Columns, dy.Columns);
                    TensorPrimitives.MultiplyAdd(dy.Row(row), Share, part, part);
                }
        }
    }
}
