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
        if (targets.Rows != x.Value.Rows || targets.Columns != x.Value.Columns)
            throw new ArgumentException($"{x.Value} cannot be compared with {targets}.", nameof(targets));
        var loss = tape.Rent(1, 1);
        var share = T.One / T.CreateChecked(Math.Max(1, x.Value.Columns));
        loss.Span[0] = share * SumOfSquares<T>(x.Value.Span, targets.Span);

        return tape.Record(loss, x.NeedsGradient, outer =>
        {
            var gradient = tape.GradientOf(x).Span;
            var scale = T.CreateChecked(2) * share * outer.Span[0];
            ReadOnlySpan<T> values = x.Value.Span, wanted = targets.Span;
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += scale * (values[i] - wanted[i]);
        });
    }

    private static T SumOfSquares<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> targets) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - targets[i]) * (x[i] - targets[i]);
        return sum;
    }
}
