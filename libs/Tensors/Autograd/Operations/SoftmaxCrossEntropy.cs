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
        if (targets.Length != logits.Value.Rows || classWeights.Length != logits.Value.Columns)
            throw new ArgumentException($"{logits.Value} logits need as many targets and class weights, not {targets.Length} and {classWeights.Length}.", nameof(targets));
        var probabilities = tape.Rent(logits.Value.Rows, logits.Value.Columns);
        var loss = tape.Rent(1, 1);
        for (var row = 0; row < probabilities.Rows; row++)
        {
            var z = logits.Value.Row(row);
            var target = targets.Span[row];
            var logSum = Softmax<T>(z, probabilities.Row(row));
            if (target >= 0)
                loss.Span[0] += classWeights.Span[target] * (logSum - z[target]);
        }

        return tape.Record(loss, logits.NeedsGradient, outer =>
        {
            var gradient = tape.GradientOf(logits);
            for (var row = 0; row < probabilities.Rows; row++)
            {
                if (targets.Span[row] is var target && target < 0)
                    continue;
                var scale = classWeights.Span[target] * outer.Span[0];
                TensorPrimitives.MultiplyAdd(probabilities.Row(row), scale, gradient.Row(row), gradient.Row(row));
                gradient.Row(row)[target] -= scale;
            }
        });
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
}
