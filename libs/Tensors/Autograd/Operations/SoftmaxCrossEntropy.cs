using System.Numerics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// loss = Σᵢ itemᵢ · weight[tᵢ] · (1 − pᵢ)^γ · (−log pᵢ) with pᵢ = softmax(zᵢ)[tᵢ]; γ = 0 is cross entropy. Gradient: dzᵢ = slopeᵢ · (softmax(zᵢ) − onehot(tᵢ)) · dloss,
/// slopeᵢ = itemᵢ · weight[tᵢ] · ((1 − pᵢ)^γ − γ (1 − pᵢ)^(γ − 1) pᵢ log pᵢ).
/// </summary>
/// <remarks>Only rows with a target cost more than a look. Focal loss: Lin et al. 2017.</remarks>
public static class SoftmaxCrossEntropy
{
    /// <param name="logits">[n, c].</param>
    /// <param name="targets">[n]: class 0..c − 1, or −1 for a row that does not count.</param>
    /// <param name="classWeights">[c].</param>
    /// <param name="itemWeights">[n], ≥ 0; empty = 1 each.</param>
    /// <returns>[1, 1]: the sum, not the mean; rows added in ascending order.</returns>
    /// <exception cref="ArgumentException">Lengths differ or a target is no class.</exception>
    public static Variable<T> CrossEntropy<T>(
        this Tape<T> tape, Variable<T> logits, ReadOnlyMemory<int> targets, ReadOnlyMemory<T> classWeights, ReadOnlyMemory<T> itemWeights = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        tape.FocalLoss(logits, targets, classWeights, T.Zero, itemWeights);

    /// <summary>Cross entropy in which rows that are already right count less.</summary>
    /// <param name="gamma">How much less, ≥ 0; 2 in the paper.</param>
    /// <inheritdoc cref="CrossEntropy"/>
    public static Variable<T> FocalLoss<T>(
        this Tape<T> tape, Variable<T> logits, ReadOnlyMemory<int> targets, ReadOnlyMemory<T> classWeights, T gamma, ReadOnlyMemory<T> itemWeights = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (rows, classes) = (logits.Value.Rows, logits.Value.Columns);
        if (targets.Length != rows || classWeights.Length != classes)
            throw new ArgumentException($"{logits.Value} logits need as many targets and class weights, not {targets.Length} and {classWeights.Length}.", nameof(targets));
        if (!itemWeights.IsEmpty && itemWeights.Length != rows)
            throw new ArgumentException($"{logits.Value} logits need as many item weights, not {itemWeights.Length}.", nameof(itemWeights));
        if (!(gamma >= T.Zero))
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "The exponent of focal loss is not negative.");
        var step = tape.Next<Loss<T>>();
        (step.Logits, step.Targets) = (logits, targets);
        step.Select(targets.Span, classes);
        step.Probabilities = tape.Rent(step.Count * classes);
        step.Slopes = tape.Rent(step.Count);
        var loss = tape.Shape(step, 1, 1, logits.NeedsGradient);
        loss.Span[0] = step.Forward(classWeights.Span, itemWeights.Span, gamma, tape.Team);
        return step.Result;
    }

    /// <summary>probabilities = exp(z) / Σ exp(z), safe for large z.</summary>
    /// <returns>log Σ exp(z).</returns>
    public static T Softmax<T>(ReadOnlySpan<T> z, Span<T> probabilities) where T : unmanaged, IFloatingPointIeee754<T> =>
        RowSoftmax.SoftmaxScalar(z, probabilities);

    private sealed class Loss<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> Logits = null!;
        public ReadOnlyMemory<int> Targets;

        // Of the selected rows.
        public Memory<T> Probabilities, Slopes;
        private int[] _rows = [];

        public int Count { get; private set; }

        /// <summary>Notes the rows that have a target.</summary>
        public void Select(ReadOnlySpan<int> targets, int classes)
        {
            if (_rows.Length < targets.Length)
                _rows = new int[targets.Length];
            Count = 0;
            for (var row = 0; row < targets.Length; row++)
            {
                if (targets[row] >= classes)
                    throw new ArgumentException($"Row {row} has target {targets[row]}, which is none of {classes} classes.", nameof(targets));
                if (targets[row] >= 0)
                    _rows[Count++] = row;
            }
        }

        public T Forward(ReadOnlySpan<T> classWeights, ReadOnlySpan<T> itemWeights, T gamma, WorkTeam team)
        {
            var (z, classes, probabilities, slopes) = (Logits.Value, Logits.Value.Columns, Probabilities, Slopes);
            for (var i = 0; i < Count; i++)
                z.Row(_rows[i]).CopyTo(probabilities.Span.Slice(i * classes, classes));
            RowSoftmax.Softmax<T>(probabilities.Span, classes, probabilities.Span, slopes.Span, team);

            var sum = T.Zero;
            var logSums = slopes.Span;
            for (var i = 0; i < Count; i++)
            {
                var target = Targets.Span[_rows[i]];
                var log = z.Row(_rows[i])[target] - logSums[i];
                var (easy, slope) = gamma == T.Zero ? (T.One, T.One) : Focus(log, gamma);
                var weight = itemWeights.IsEmpty ? classWeights[target] : itemWeights[_rows[i]] * classWeights[target];
                sum -= weight * easy * log;
                logSums[i] = weight * slope;
            }
            return sum;
        }

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var dz = tape.GradientOf(Logits, out var add);
            if (!add)
                dz.Span.Clear();
            var work = new GradientChunk(_rows.AsSpan(0, Count), Targets.Span, Probabilities.Span, Slopes.Span, dy.Span[0], dz);
            tape.Team.Run(ElementChunks.RowCount(Count, dz.Columns), ref work);
        }

        // (1 − p)^γ and the slope, given log p.
        private static (T Factor, T Slope) Focus(T log, T gamma)
        {
            var (p, wrong) = (T.Exp(log), -T.ExpM1(log));
            if (wrong <= T.Zero)
                return (T.Zero, T.Zero);
            var factor = T.Pow(wrong, gamma);
            return (factor, factor - gamma * factor / wrong * p * log);
        }

        private readonly ref struct GradientChunk(ReadOnlySpan<int> rows, ReadOnlySpan<int> targets, ReadOnlySpan<T> probabilities, ReadOnlySpan<T> slopes, T dy, Tensor<T> dz) : IChunkWork
        {
            private readonly ReadOnlySpan<int> _rows = rows;
            private readonly ReadOnlySpan<int> _targets = targets;
            private readonly ReadOnlySpan<T> _probabilities = probabilities;
            private readonly ReadOnlySpan<T> _slopes = slopes;

            public void Run(int chunk)
            {
                var classes = dz.Columns;
                var (begin, count) = ElementChunks.Rows(_rows.Length, classes, chunk);
                var all = dz.Span;
                for (var i = begin; i < begin + count; i++)
                {
                    var slope = _slopes[i] * dy;
                    var row = all.Slice(_rows[i] * classes, classes);
                    ShortRows.MultiplyAdd(_probabilities.Slice(i * classes, classes), slope, row);
                    row[_targets[_rows[i]]] -= slope;
                }
            }
        }
    }
}
