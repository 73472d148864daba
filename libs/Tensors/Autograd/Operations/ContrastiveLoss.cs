using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// loss = −Σᵢ log (exp(sᵢᵢ) / Σⱼ exp(sᵢⱼ)) with sᵢⱼ = cos(aᵢ, bⱼ) / temperature. Gradient: ds = (softmax(s) − 1) · dloss on to both views.
/// </summary>
/// <remarks>Source: van den Oord, Li, Vinyals 2018 (InfoNCE). For both directions add the loss with the views exchanged.</remarks>
public static class ContrastiveLoss
{
    /// <summary>Two views of the same things: row i of one should be nearest to row i of the other.</summary>
    /// <param name="a">[n, m].</param>
    /// <param name="b">[n, m].</param>
    /// <param name="temperature">Above 0; smaller looks more at the nearest wrong rows.</param>
    /// <returns>[1, 1]: the sum over the rows of a.</returns>
    /// <remarks>O(n² m) time, n² memory.</remarks>
    public static Variable<T> Contrastive<T>(this Tape<T> tape, Variable<T> a, Variable<T> b, T temperature) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.Value.HasShapeOf(b.Value))
            throw new ArgumentException($"{a.Value} and {b.Value} are not two views of the same things.", nameof(b));
        if (!(temperature > T.Zero))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is above 0.");
        var unitA = tape.Scale(tape.NormaliseRows(a), T.One / temperature);
        return tape.Diagonal(tape.MultiplyTransposed(unitA, tape.NormaliseRows(b)));
    }

    // Cross entropy where the class of row i is i.
    private static Variable<T> Diagonal<T>(this Tape<T> tape, Variable<T> s) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var n = s.Value.Rows;
        var step = tape.Next<OwnRow<T>>();
        (step.S, step.Probabilities) = (s, tape.Rent(n * n));
        var loss = tape.Shape(step, 1, 1, s.NeedsGradient);
        var logSums = tape.Rent(n).Span;
        RowSoftmax.Softmax<T>(s.Value.Span, n, step.Probabilities.Span, logSums, tape.Team);
        var sum = T.Zero;
        for (var row = 0; row < n; row++)
            sum += logSums[row] - s.Value.Row(row)[row];
        loss.Span[0] = sum;
        return step.Result;
    }

    private sealed class OwnRow<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> S = null!;
        public Memory<T> Probabilities;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var ds = tape.GradientOf(S, out var add);
            ElementWise.Run<T, ScaledInto<T>>(new ScaledInto<T>(dy.Span[0], add), ds.Span, Probabilities.Span, ds.Span, tape.Team);
            for (var row = 0; row < ds.Rows; row++)
                ds.Row(row)[row] -= dy.Span[0];
        }
    }
}
