using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Trees.Boosting;

/// <summary>Scores and probabilities of rows while trees are added: with two classes one score, the log odds of class 1, else one a class.</summary>
internal sealed class ClassScores
{
    /// <summary>Rows that are worked on at once.</summary>
    public const int ChunkRows = 2048;

    private readonly double[] _scores;
    private readonly double[] _probabilities;

    public ClassScores(int rows, ReadOnlySpan<double> baseline)
    {
        (Rows, Outputs) = (rows, baseline.Length);
        _scores = new double[checked(rows * Outputs)];
        _probabilities = new double[_scores.Length];
        for (var output = 0; output < Outputs; output++)
            Of(output).Fill(baseline[output]);
    }

    public int Rows { get; }

    public int Outputs { get; }

    public int Chunks => (Rows + ChunkRows - 1) / ChunkRows;

    /// <summary>[rows] of one output.</summary>
    public Span<double> Of(int output) => _scores.AsSpan(output * Rows, Rows);

    /// <summary>[rows] of one output, as the scores were at the last <see cref="Refresh"/>.</summary>
    public ReadOnlySpan<double> Probabilities(int output) => _probabilities.AsSpan(output * Rows, Rows);

    /// <summary>Makes probabilities of the scores: 1 / (1 + e⁻ˢ) or softmax.</summary>
    public void Refresh(WorkTeam team)
    {
        var work = new Refreshing(this);
        team.Run(Chunks, ref work);
    }

    /// <summary>Mean of −log p(label), weighted.</summary>
    /// <param name="labels">[rows].</param>
    /// <param name="weights">[rows].</param>
    public double Loss(ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var p = Outputs > 1 ? _probabilities[labels[row] * Rows + row] : labels[row] == 1 ? _probabilities[row] : 1 - _probabilities[row];
            sum -= weights[row] * Math.Log(Math.Max(p, double.Epsilon));
            weight += weights[row];
        }
        return sum / weight;
    }

    private readonly struct Refreshing(ClassScores all) : IChunkWork
    {
        public void Run(int chunk)
        {
            var (first, count) = (chunk * ChunkRows, Math.Min(ChunkRows, all.Rows - chunk * ChunkRows));
            if (all.Outputs == 1)
            {
                TensorPrimitives.Sigmoid(all.Of(0).Slice(first, count), all._probabilities.AsSpan(first, count));
                return;
            }
            Span<double> scratch = stackalloc double[2 * ChunkRows];
            var largest = scratch[..count];
            var sum = scratch.Slice(ChunkRows, count);
            all.Of(0).Slice(first, count).CopyTo(largest);
            for (var output = 1; output < all.Outputs; output++)
                TensorPrimitives.Max(largest, all.Of(output).Slice(first, count), largest);
            sum.Clear();
            for (var output = 0; output < all.Outputs; output++)
            {
                var p = all._probabilities.AsSpan(output * all.Rows + first, count);
                TensorPrimitives.Subtract(all.Of(output).Slice(first, count), largest, p);
                TensorPrimitives.Exp(p, p);
                TensorPrimitives.Add(sum, p, sum);
            }
            for (var output = 0; output < all.Outputs; output++)
            {
                var p = all._probabilities.AsSpan(output * all.Rows + first, count);
                TensorPrimitives.Divide(p, sum, p);
            }
        }
    }
}
