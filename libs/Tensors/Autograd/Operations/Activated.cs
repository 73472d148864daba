using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>y = f(x) element by element. Gradient: dx = f′(x) · dy.</summary>
internal static class Activated
{
    public static Variable<T> Activate<T, TActivation>(this Tape<T> tape, Variable<T> x, TActivation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        var step = tape.Next<Elements<T, TActivation>>();
        (step.X, step.Activation) = (x, activation);
        var y = tape.Shape(step, x.Value.Rows, x.Value.Columns, x.NeedsGradient);
        Activation.Forward<T, TActivation>(activation, x.Value.Span, y.Span, tape.Team);
        return step.Result;
    }

    private sealed class Elements<T, TActivation> : Operation<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        public Variable<T> X = null!;
        public TActivation Activation;

        public override TapeStep<T> Describe() => new(Activation.Name, X) { Number = double.CreateChecked(Activation.Setting) };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            Kernels.Activation.Backward<T, TActivation>(Activation, X.Value.Span, Result.Value.Span, dy.Span, dx.Span, add, tape.Team);
        }
    }
}
