using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// yᵢ = x̂ᵢ ⊙ gain + shift with x̂ᵢ = (xᵢ − mean) / √(variance + ε) over the row. Gradient: with g = dy ⊙ gain,
/// dxᵢ = (gᵢ − mean(gᵢ) − x̂ᵢ · mean(gᵢ ⊙ x̂ᵢ)) / √(variance + ε), dgain = Σᵢ dyᵢ ⊙ x̂ᵢ, dshift = Σᵢ dyᵢ.
/// </summary>
/// <remarks>Source: Ba, Kiros, Hinton 2016.</remarks>
public static class LayerNormalisation
{
    /// <param name="x">[n, m].</param>
    /// <param name="gain">[1, m].</param>
    /// <param name="shift">[1, m].</param>
    /// <param name="epsilon">Above 0; 1e-5 is usual.</param>
    public static Variable<T> LayerNorm<T>(this Tape<T> tape, Variable<T> x, Variable<T> gain, Variable<T> shift, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (n, m) = (x.Value.Rows, x.Value.Columns);
        NormalisationShapes.Check(x, gain, shift);
        var step = tape.Next<Normalised<T>>();
        (step.X, step.Gain, step.Shift, step.Scales, step.Unit) = (x, gain, shift, tape.Rent(n), tape.Rent(x.Value.Span.Length));
        step.Epsilon = epsilon;
        var y = tape.Shape(step, n, m, x.NeedsGradient || gain.NeedsGradient || shift.NeedsGradient);
        RowMoments.Normalise(x.Value.Span, epsilon, step.Scales.Span, step.Unit.Span, tape.Team);
        RowAffine.Run<T>(step.Unit.Span, gain.Value.Span, shift.Value.Span, y.Span, add: false, tape.Team);
        return step.Result;
    }

    private sealed class Normalised<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!, Gain = null!, Shift = null!;
        public Memory<T> Scales, Unit;
        public T Epsilon;

        public override TapeStep<T> Describe() => new(nameof(LayerNormalisation.LayerNorm), X, Gain, Shift) { Number = double.CreateChecked(Epsilon) };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            Addition.PassSum(tape, dy, Shift);
            if (Gain.NeedsGradient)
            {
                var dgain = tape.GradientOf(Gain, out var add);
                var scratch = tape.Rent(ColumnSums.ScratchLength(dy.Rows, dy.Columns));
                ColumnSums.SumProducts<T>(dy.Span, Unit.Span, dy.Rows, dy.Columns, dgain.Span, scratch.Span, add, tape.Team);
            }
            if (X.NeedsGradient)
            {
                var dx = tape.GradientOf(X, out var add);
                RowMoments.Gradient<T>(Unit.Span, Scales.Span, Gain.Value.Span, dy.Span, dx.Span, add, tape.Team);
            }
        }
    }
}

/// <summary>What normalisations ask of their inputs.</summary>
internal static class NormalisationShapes
{
    public static void Check<T>(Variable<T> x, Variable<T> gain, Variable<T> shift) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (gain.Value.Rows != 1 || gain.Value.Columns != x.Value.Columns || !shift.Value.HasShapeOf(gain.Value))
            throw new ArgumentException($"{x.Value} needs a gain and a shift of [1, {x.Value.Columns}], not {gain.Value} and {shift.Value}.", nameof(gain));
    }
}
