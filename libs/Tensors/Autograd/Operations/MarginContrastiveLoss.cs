using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// loss = Σᵢ dᵢ²/2 for alike pairs, max(0, margin − dᵢ)²/2 for others, with dᵢ = ‖aᵢ − bᵢ‖. Gradient: daᵢ = cᵢ (aᵢ − bᵢ) · dloss, dbᵢ = −daᵢ,
/// cᵢ = 1 for alike pairs, −(margin − dᵢ) / dᵢ for others that are nearer than the margin, else 0.
/// </summary>
/// <remarks>Source: Hadsell, Chopra, LeCun 2006. A pair of others at distance 0 has no direction to part: its gradient is 0.</remarks>
public static class MarginContrastiveLoss
{
    /// <param name="a">[n, m].</param>
    /// <param name="b">[n, m].</param>
    /// <param name="areAlike">[n]: 1 alike, 0 not, −1 for a pair that does not count.</param>
    /// <param name="margin">Distance at which others are far enough, above 0.</param>
    /// <returns>[1, 1]: the sum; pairs added in ascending order.</returns>
    public static Variable<T> MarginContrastive<T>(this Tape<T> tape, Variable<T> a, Variable<T> b, ReadOnlyMemory<int> areAlike, T margin)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(b.Value) || areAlike.Length != a.Value.Rows)
            throw new ArgumentException($"{a.Value} and {b.Value} are not {areAlike.Length} pairs.", nameof(b));
        if (!(margin > T.Zero))
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin is above 0.");
        var (n, m) = (a.Value.Rows, a.Value.Columns);
        var step = tape.Next<Pairs<T>>();
        (step.A, step.B, step.Differences, step.Slopes) = (a, b, tape.Rent(n * m), tape.Rent(n));
        var loss = tape.Shape(step, 1, 1, a.NeedsGradient || b.NeedsGradient);
        ElementWise.Run<T, DifferenceOf<T>>(new DifferenceOf<T>(), a.Value.Span, b.Value.Span, step.Differences.Span, tape.Team);
        ColumnArithmetic.Sum<T>(step.Differences.Span, step.Differences.Span, step.Slopes.Span, add: false, tape.Team);
        loss.Span[0] = Sum(areAlike.Span, margin, step.Slopes.Span);
        return step.Result;
    }

    // Turns squared distances into slopes.
    private static T Sum<T>(ReadOnlySpan<int> areAlike, T margin, Span<T> squares) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (sum, half) = (T.Zero, T.CreateChecked(0.5));
        for (var row = 0; row < squares.Length; row++)
        {
            var distance = T.Sqrt(squares[row]);
            var missing = T.Max(T.Zero, margin - distance);
            (var loss, squares[row]) = areAlike[row] switch
            {
                1 => (half * squares[row], T.One),
                0 => (half * missing * missing, distance > T.Zero ? -missing / distance : T.Zero),
                _ => (T.Zero, T.Zero),
            };
            sum += loss;
        }
        return sum;
    }

    private sealed class Pairs<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, B = null!;
        public Memory<T> Differences, Slopes;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Pass(tape, A, dy.Span[0]);
            Pass(tape, B, -dy.Span[0]);
        }

        private void Pass(Tape<T> tape, Variable<T> input, T factor)
        {
            if (!input.NeedsGradient)
                return;
            var gradient = tape.GradientOf(input, out var add);
            var slopes = tape.Rent(gradient.Rows).Span;
            ShortRows.Multiply<T>(Slopes.Span, factor, slopes);
            ColumnArithmetic.Multiply<T>(Differences.Span, slopes, gradient.Span, add, tape.Team);
        }
    }
}
