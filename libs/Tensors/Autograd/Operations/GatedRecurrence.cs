using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// The gates of a GRU, from what the input says a = [a_r ‖ a_z ‖ a_n] and what the state says c = [c_r ‖ c_z ‖ c_n]:
/// r = σ(a_r + c_r), z = σ(a_z + c_z), n = tanh(a_n + r ⊙ c_n), y = (1 − z) ⊙ n + z ⊙ h.
/// Gradient: dn = dy ⊙ (1 − z) ⊙ (1 − n²) goes to a_n, dn ⊙ r to c_n; dn ⊙ c_n ⊙ r ⊙ (1 − r) to a_r and c_r;
/// dy ⊙ (h − n) ⊙ z ⊙ (1 − z) to a_z and c_z; dy ⊙ z to h.
/// </summary>
/// <remarks>Source: Cho et al. 2014, with the reset gate after the product as in cuDNN and PyTorch. One thread.</remarks>
public static class GatedRecurrence
{
    /// <param name="a">[n, 3 · width].</param>
    /// <param name="c">[n, 3 · width].</param>
    /// <param name="h">[n, width]: the state.</param>
    /// <returns>[n, width]: the next state.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Variable<T> Recur<T>(this Tape<T> tape, Variable<T> a, Variable<T> c, Variable<T> h) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (rows, width) = (h.Value.Rows, h.Value.Columns);
        if (!a.Value.HasShapeOf(c.Value) || a.Value.Rows != rows || a.Value.Columns != 3 * width)
            throw new ArgumentException($"Gates {a.Value} and {c.Value} do not fit a state {h.Value}.", nameof(a));
        var step = tape.Next<Gates<T>>();
        (step.A, step.C, step.H, step.Values) = (a, c, h, tape.Rent(3 * rows * width));
        var y = tape.Shape(step, rows, width, a.NeedsGradient || c.NeedsGradient || h.NeedsGradient);
        for (var row = 0; row < rows; row++)
        {
            var gates = step.Values.Span.Slice(3 * row * width, 3 * width);
            ReadOnlySpan<T> input = a.Value.Row(row), state = c.Value.Row(row), before = h.Value.Row(row);
            Span<T> both = gates[..(2 * width)], fresh = gates[(2 * width)..], next = y.Row(row);
            TensorPrimitives.Add(input[..(2 * width)], state[..(2 * width)], both);
            TensorPrimitives.Sigmoid<T>(both, both);
            TensorPrimitives.MultiplyAdd(both[..width], state[(2 * width)..], input[(2 * width)..], fresh);
            TensorPrimitives.Tanh<T>(fresh, fresh);

            // (1 − z) ⊙ n + z ⊙ h = n + z ⊙ (h − n)
            TensorPrimitives.Subtract(before, fresh, next);
            TensorPrimitives.MultiplyAdd(both[width..], next, fresh, next);
        }
        return step.Result;
    }

    private sealed class Gates<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> A = null!, C = null!, H = null!;

        // [n, 3 · width]: r, z and n of each row.
        public Memory<T> Values;

        public override TapeStep<T> Describe() => new(nameof(GatedRecurrence.Recur), A, C, H);

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var width = dy.Columns;
            var da = A.NeedsGradient ? tape.GradientOf(A).Span : [];
            var dc = C.NeedsGradient ? tape.GradientOf(C).Span : [];
            var dh = H.NeedsGradient ? tape.GradientOf(H).Span : [];
            var gates = Values.Span;
            for (var row = 0; row < dy.Rows; row++)
                for (var j = 0; j < width; j++)
                {
                    var (reset, at) = (3 * row * width + j, row * width + j);
                    var (keep, fresh) = (reset + width, reset + 2 * width);
                    var (r, z, n, slope) = (gates[reset], gates[keep], gates[fresh], dy.Span[at]);
                    var dn = slope * (T.One - z) * (T.One - n * n);
                    var dr = dn * C.Value.Span[fresh] * r * (T.One - r);
                    var dz = slope * (H.Value.Span[at] - n) * z * (T.One - z);
                    if (!da.IsEmpty)
                    {
                        da[reset] += dr;
                        da[keep] += dz;
                        da[fresh] += dn;
                    }
                    if (!dc.IsEmpty)
                    {
                        dc[reset] += dr;
                        dc[keep] += dz;
                        dc[fresh] += dn * r;
                    }
                    if (!dh.IsEmpty)
                        dh[at] += slope * z;
                }
        }
    }
}
