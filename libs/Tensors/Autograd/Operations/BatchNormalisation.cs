using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// yᵢ = x̂ᵢ ⊙ gain + shift with x̂ᵢ = (xᵢ − mean) ⊙ s, s = 1 / √(variance + ε) of the columns. Gradient in training: dx = gain ⊙ s ⊙
/// (dy − Σ dy / n − x̂ ⊙ Σ (dy ⊙ x̂) / n); in answers: dx = gain ⊙ s ⊙ dy. dgain = Σᵢ dyᵢ ⊙ x̂ᵢ, dshift = Σᵢ dyᵢ.
/// </summary>
/// <remarks>Source: Ioffe, Szegedy 2015; variances over n in the batch and over n − 1 in the running moments, as in PyTorch.</remarks>
public static class BatchNormalisation
{
    /// <summary>In training with the moments of this batch, which <paramref name="moments"/> follow; else with <paramref name="moments"/>.</summary>
    /// <param name="x">[n, m], n ≥ 1 in training.</param>
    /// <param name="gain">[1, m].</param>
    /// <param name="shift">[1, m].</param>
    /// <param name="moments">[m].</param>
    /// <param name="epsilon">Above 0; 1e-5 is usual.</param>
    /// <exception cref="ArgumentException">Widths differ or there is no row to learn from.</exception>
    public static Variable<T> BatchNorm<T>(this Tape<T> tape, Variable<T> x, Variable<T> gain, Variable<T> shift, RunningMoments<T> moments, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (n, m) = (x.Value.Rows, x.Value.Columns);
        NormalisationShapes.Check(x, gain, shift);
        if (moments.Mean.Length != m || (n == 0 && tape.Pass.IsTraining))
            throw new ArgumentException($"{x.Value} does not go with moments of {moments.Mean.Length} columns.", nameof(moments));
        var step = tape.Next<Normalised<T>>();
        (step.X, step.Gain, step.Shift) = (x, gain, shift);
        (step.UsesBatch, step.Scale, step.Unit) = (tape.Pass.IsTraining, tape.Rent(m), tape.Rent(x.Value.Span.Length));
        var y = tape.Shape(step, n, m, x.NeedsGradient || gain.NeedsGradient || shift.NeedsGradient);

        var mean = tape.Rent(m).Span;
        var variance = tape.Rent(m).Span;
        moments.Mean.CopyTo(mean);
        moments.Variance.CopyTo(variance);
        if (step.UsesBatch)
        {
            var share = T.One / T.CreateChecked(n);
            var scratch = tape.Rent(ColumnSums.ScratchLength(n, m)).Span;
            ColumnSums.Sum<T>(x.Value.Span, n, m, mean, scratch, add: false, tape.Team);
            TensorPrimitives.Multiply(mean, share, mean);
            ElementWise.RunRows<T, DifferenceOf<T>>(new DifferenceOf<T>(), x.Value.Span, mean, step.Unit.Span, tape.Team);
            ColumnSums.SumProducts<T>(step.Unit.Span, step.Unit.Span, n, m, variance, scratch, add: false, tape.Team);
            TensorPrimitives.Multiply(variance, share, variance);
            moments.Follow(mean, variance, n);
        }
        else
        {
            ElementWise.RunRows<T, DifferenceOf<T>>(new DifferenceOf<T>(), x.Value.Span, mean, step.Unit.Span, tape.Team);
        }

        TensorPrimitives.Add(variance, epsilon, variance);
        TensorPrimitives.ReciprocalSqrt(variance, step.Scale.Span);
        ElementWise.RunRows<T, ProductInto<T>>(new ProductInto<T>(add: false), step.Unit.Span, step.Scale.Span, step.Unit.Span, tape.Team);
        RowAffine.Run<T>(step.Unit.Span, gain.Value.Span, shift.Value.Span, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Normalised<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, Gain = null!, Shift = null!;
        public Memory<T> Scale, Unit;
        public bool UsesBatch;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var (n, m) = (dy.Rows, dy.Columns);
            var sum = tape.Rent(m).Span;
            var product = tape.Rent(m).Span;
            var scratch = tape.Rent(ColumnSums.ScratchLength(n, m)).Span;
            ColumnSums.Sum<T>(dy.Span, n, m, sum, scratch, add: false, tape.Team);
            ColumnSums.SumProducts<T>(dy.Span, Unit.Span, n, m, product, scratch, add: false, tape.Team);
            Pass(tape, Shift, sum);
            Pass(tape, Gain, product);
            if (X.NeedsGradient)
                PassInput(tape, dy, sum, product);
        }

        private static void Pass(Tape<T> tape, Variable<T> row, ReadOnlySpan<T> sum)
        {
            if (!row.NeedsGradient)
                return;
            var gradient = tape.GradientOf(row, out var add).Span;
            if (add)
                TensorPrimitives.Add(gradient, sum, gradient);
            else
                sum.CopyTo(gradient);
        }

        // dx = dy ⊙ p + x̂ ⊙ q + r with p = gain ⊙ s, q = −p ⊙ Σ (dy ⊙ x̂) / n, r = −p ⊙ Σ dy / n. Overwrites the sums.
        private void PassInput(Tape<T> tape, Tensor<T> dy, Span<T> sum, Span<T> product)
        {
            var dx = tape.GradientOf(X, out var add).Span;
            var factor = tape.Rent(dy.Columns).Span;
            TensorPrimitives.Multiply(Gain.Value.Span, Scale.Span, factor);
            if (!UsesBatch)
            {
                ElementWise.RunRows<T, ProductInto<T>>(new ProductInto<T>(add), dy.Span, factor, dx, tape.Team);
                return;
            }
            var share = -T.One / T.CreateChecked(dy.Rows);
            TensorPrimitives.Multiply(sum, share, sum);
            TensorPrimitives.Multiply(sum, factor, sum);
            TensorPrimitives.Multiply(product, share, product);
            TensorPrimitives.Multiply(product, factor, product);
            RowAffine.Run<T>(dy.Span, factor, Unit.Span, product, sum, dx, add, tape.Team);
        }
    }
}
