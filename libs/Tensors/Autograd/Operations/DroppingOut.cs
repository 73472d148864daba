using System.Numerics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = x · mask with mask 0 or 1 / (1 − rate). Gradient: dx = dy · mask; the mask is computed again rather than kept.</summary>
/// <remarks>Source: Srivastava et al. 2014, scaled in training so that answers need no factor.</remarks>
public static class DroppingOut
{
    /// <summary>Drops elements in a pass for training; gives <paramref name="x"/> itself in a pass for answers or at rate 0.</summary>
    /// <param name="rate">Chance of an element to be dropped, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
    public static Variable<T> Dropout<T>(this Tape<T> tape, Variable<T> x, double rate) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate lies in [0, 1).");
        if (!tape.Pass.IsTraining || rate == 0)
            return x;
        var step = tape.Next<Masked<T>>();
        (step.X, step.Rate, step.Stream) = (x, rate, tape.NextRandomStream());
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        DropoutMask.Apply<T>(step.Stream, rate, x.Value.Span, y.Span, add: false, tape.Team);
        return step.Result;
    }

    /// <summary>Random numbers for the next random operation of this pass.</summary>
    public static RandomStream NextRandomStream<T>(this Tape<T> tape) where T : unmanaged, IFloatingPointIeee754<T> =>
        new(tape.Pass.Seed, tape.Pass.Step, tape.NextStream());

    private sealed class Masked<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> X = null!;
        public double Rate;
        public RandomStream Stream;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            DropoutMask.Apply<T>(Stream, Rate, dy.Span, dx.Span, add, tape.Team);
        }
    }
}
