using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>loss = factor · Σᵢⱼ l(xᵢⱼ, tᵢⱼ). Gradient: dxᵢⱼ = factor · ∂l/∂x · dloss.</summary>
internal static class SummedLoss
{
    public static Variable<T> SumLoss<T, TLoss>(this Tape<T> tape, Variable<T> x, Tensor<T> targets, TLoss loss, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss<T>
    {
        if (!targets.HasShapeOf(x.Value))
            throw new ArgumentException($"{x.Value} cannot be compared with {targets}.", nameof(targets));
        var step = tape.Next<Total<T, TLoss>>();
        (step.X, step.Targets, step.Loss, step.Factor) = (x, targets, loss, factor);
        var y = tape.Shape(step, 1, 1, x.NeedsGradient);
        var scratch = tape.Rent(ElementChunks.Count(x.Value.Span.Length)).Span;
        y.Span[0] = factor * ElementLoss.Sum(loss, x.Value.Span, targets.Span, scratch, tape.Team);
        return step.Result;
    }

    private sealed class Total<T, TLoss> : Operation<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss<T>
    {
        public Variable<T> X = null!;
        public Tensor<T> Targets = null!;
        public TLoss Loss;
        public T Factor;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dx = tape.GradientOf(X, out var add);
            ElementLoss.Gradient(Loss, Factor * dy.Span[0], X.Value.Span, Targets.Span, dx.Span, add, tape.Team);
        }
    }
}
