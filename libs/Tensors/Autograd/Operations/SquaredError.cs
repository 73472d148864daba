using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>loss = Σᵢ (1/m) Σⱼ (xᵢⱼ − tᵢⱼ)². Gradient: dxᵢⱼ = (2/m) (xᵢⱼ − tᵢⱼ) · dloss.</summary>
public static class SquaredError
{
    /// <param name="x">[n, m].</param>
    /// <param name="targets">[n, m].</param>
    /// <returns>[1, 1]: the sum over rows of the mean over columns; added in ascending order.</returns>
    public static Variable<T> SumSquaredError<T>(this Tape<T> tape, Variable<T> x, Tensor<T> targets) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!targets.HasShapeOf(x.Value))
            throw new ArgumentException($"{x.Value} cannot be compared with {targets}.", nameof(targets));
        var step = tape.Next<Sum<T>>();
        (step.X, step.Targets) = (x, targets);
        var loss = tape.Shape(step, 1, 1, x.NeedsGradient);
        loss.Span[0] = Share(x.Value) * SumOfSquares<T>(x.Value.Span, targets.Span);
        return step.Result;
    }

    private static T Share<T>(Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T> => T.One / T.CreateChecked(Math.Max(1, x.Columns));

    private static T SumOfSquares<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> targets) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - targets[i]) * (x[i] - targets[i]);
        return sum;
    }

    private sealed class Sum<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public Tensor<T> Targets = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var gradient = tape.GradientOf(X).Span;
            var scale = T.CreateChecked(2) * Share(X.Value) * dy.Span[0];
            ReadOnlySpan<T> values = X.Value.Span, wanted = Targets.Span;
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += scale * (values[i] - wanted[i]);
        }
    }
}
