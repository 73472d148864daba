using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>loss = Σᵢ weight[tᵢ] · (log Σⱼ exp zᵢⱼ − zᵢ[tᵢ]). Gradient: dzᵢ = weight[tᵢ] · (softmax(zᵢ) − onehot(tᵢ)) · dloss.</summary>
public static class SoftmaxCrossEntropy
{
    /// <param name="logits">[n, c].</param>
    /// <param name="targets">[n]: class 0..c − 1, or −1 for a row that does not count.</param>
    /// <param name="classWeights">[c].</param>
    /// <returns>[1, 1]: the sum, not the mean; rows added in ascending order.</returns>
    public static Variable<T> CrossEntropy<T>(this Tape<T> tape, Variable<T> logits, ReadOnlyMemory<int> targets, ReadOnlyMemory<T> classWeights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (rows, classes) = (logits.Value.Rows, logits.Value.Columns);
        if (targets.Length != rows || classWeights.Length != classes)
            throw new ArgumentException($"{logits.Value} logits need as many targets and class weights, not {targets.Length} and {classWeights.Length}.", nameof(targets));
        var step = tape.Next<Loss<T>>();
        (step.Logits, step.Targets, step.ClassWeights, step.Probabilities) = (logits, targets, classWeights, tape.Rent(rows * classes));
        var loss = tape.Shape(step, 1, 1, logits.NeedsGradient);
        var sum = T.Zero;
        for (var row = 0; row < rows; row++)
        {
            var target = targets.Span[row];
            if (target < 0)
                continue;
            var z = logits.Value.Row(row);
            var logSum = Softmax<T>(z, step.Probabilities.Span.Slice(row * classes, classes));
            sum += classWeights.Span[target] * (logSum - z[target]);
        }
        loss.Span[0] = sum;
        return step.Result;
    }

    /// <summary>probabilities = exp(z) / Σ exp(z), safe for large z.</summary>
    /// <returns>log Σ exp(z).</returns>
    public static T Softmax<T>(ReadOnlySpan<T> z, Span<T> probabilities) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var peak = z[0];
        foreach (var value in z)
            peak = T.Max(peak, value);
        var sum = T.Zero;
        for (var j = 0; j < z.Length; j++)
            sum += probabilities[j] = T.Exp(z[j] - peak);
        for (var j = 0; j < z.Length; j++)
            probabilities[j] /= sum;
        return peak + T.Log(sum);
    }

    private sealed class Loss<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> Logits = null!;
        public ReadOnlyMemory<int> Targets;
        public ReadOnlyMemory<T> ClassWeights;
        public Memory<T> Probabilities;

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var gradient = tape.GradientOf(Logits);
            var classes = gradient.Columns;
            for (var row = 0; row < gradient.Rows; row++)
            {
                if (Targets.Span[row] is var target && target < 0)
                    continue;
                var scale = ClassWeights.Span[target] * dy.Span[0];
                TensorPrimitives.MultiplyAdd(Probabilities.Span.Slice(row * classes, classes), scale, gradient.Row(row), gradient.Row(row));
                gradient.Row(row)[target] -= scale;
            }
        }
    }
}
