using System.Numerics;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// Shares of the entries of a row when entries weigh less: y[e, h] = a[e, h] / D[v, h] with a[e, h] = α[e, h] · w[e], S[v, h] = Σ a over the row of e and
/// D = (1 − ε) S + ε. Gradient: da[e, h] = (dy[e, h] − (1 − ε) Σ dy · y over the row) / D; dα = da · w; dw[e] = Σ_h da · α.
/// </summary>
/// <remarks>
/// Shares of a row add up to 1 before. With all weights 1 nothing changes; an entry of weight 0 is as if it were not there, since the others share what it had;
/// a row whose weights are all 0 hears nobody. ε is a tenth of one of its entries: below that much weight the row falls silent. One thread.
/// </remarks>
internal static class WeighedShares
{
    private const double Silence = 0.1;

    /// <param name="shares">α [entries, heads].</param>
    /// <param name="weights">w [entries, 1].</param>
    /// <returns>[entries, heads].</returns>
    public static Variable<T> WeighShares<T>(this Tape<T> tape, Variable<T> shares, Variable<T> weights, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var step = tape.Next<Shares<T>>();
        (step.Before, step.Weights, step.Adjacency) = (shares, weights, adjacency);
        var y = tape.Shape(step, adjacency.Count, shares.Value.Columns, shares.NeedsGradient || weights.NeedsGradient);
        for (var row = 0; row < adjacency.Rows; row++)
        {
            for (var head = 0; head < y.Columns; head++)
            {
                var sum = T.Zero;
                for (var e = adjacency.Offsets[row]; e < adjacency.Offsets[row + 1]; e++)
                    sum += y.Row(e)[head] = shares.Value.Row(e)[head] * weights.Value.Span[e];
                var whole = Whole(adjacency, row, sum);
                for (var e = adjacency.Offsets[row]; e < adjacency.Offsets[row + 1]; e++)
                    y.Row(e)[head] /= whole;
            }
        }
        return step.Result;
    }

    private static T Quiet<T>(Adjacency adjacency, int row) where T : unmanaged, IFloatingPointIeee754<T> =>
        T.CreateChecked(Silence / Math.Max(1, adjacency.Offsets[row + 1] - adjacency.Offsets[row]));

    private static T Whole<T>(Adjacency adjacency, int row, T sum) where T : unmanaged, IFloatingPointIeee754<T> =>
        (T.One - Quiet<T>(adjacency, row)) * sum + Quiet<T>(adjacency, row);

    private sealed class Shares<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> Before = null!, Weights = null!;
        public Adjacency Adjacency = null!;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var (toShares, toWeights) = (Before.NeedsGradient ? tape.GradientOf(Before) : null, Weights.NeedsGradient ? tape.GradientOf(Weights) : null);
            for (var row = 0; row < Adjacency.Rows; row++)
                for (var head = 0; head < dy.Columns; head++)
                    Backward(row, head, dy, toShares, toWeights);
        }

        private void Backward(int row, int head, Tensor<T> dy, Tensor<T>? toShares, Tensor<T>? toWeights)
        {
            var (first, end) = (Adjacency.Offsets[row], Adjacency.Offsets[row + 1]);
            var (sum, pull) = (T.Zero, T.Zero);
            for (var e = first; e < end; e++)
            {
                sum += Before.Value.Row(e)[head] * Weights.Value.Span[e];
                pull += dy.Row(e)[head] * Result.Value.Row(e)[head];
            }
            var (whole, loud) = (Whole(Adjacency, row, sum), T.One - Quiet<T>(Adjacency, row));
            for (var e = first; e < end; e++)
            {
                var slope = (dy.Row(e)[head] - loud * pull) / whole;
                if (toShares is not null)
                    toShares.Row(e)[head] += slope * Weights.Value.Span[e];
                if (toWeights is not null)
                    toWeights.Span[e] += slope * Before.Value.Row(e)[head];
            }
        }
    }
}
