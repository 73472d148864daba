using System.Runtime.Intrinsics;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Growing;

namespace NetMl.Trees.Boosting;

/// <summary>Gradient p − y and hessian p (1 − p) of each row's loss by its score, times its weight, as fixed-point numbers for one output's tree.</summary>
internal sealed class GradientPairs(LearntRows learnt, ClassScores scores)
{
    private readonly double[] _gradients = new double[scores.Rows];
    private readonly double[] _hessians = new double[scores.Rows];
    private readonly Vector128<long>[] _pairs = new Vector128<long>[scores.Rows];
    private readonly (double Gradients, double Hessians)[] _chunkSizes = new (double, double)[scores.Chunks];
    private readonly Vector128<long>[] _chunkSums = new Vector128<long>[scores.Chunks];

    public ReadOnlySpan<Vector128<long>> Pairs => _pairs;

    public FixedPoint Units { get; private set; }

    /// <summary>Over all rows.</summary>
    public Vector128<long> Sums { get; private set; }

    /// <summary>Takes the probabilities as they are.</summary>
    public void Fill(int output, WorkTeam team)
    {
        var derive = new Deriving(this, learnt, scores, output);
        team.Run(scores.Chunks, ref derive);
        var (gradients, hessians) = (0.0, 0.0);
        foreach (var (gradient, hessian) in _chunkSizes)
            (gradients, hessians) = (gradients + gradient, hessians + hessian);

        Units = new FixedPoint(scores.Rows, gradients, hessians);
        var round = new Rounding(this, Units);
        team.Run(scores.Chunks, ref round);
        var sums = Vector128<long>.Zero;
        foreach (var chunk in _chunkSums)
            sums += chunk;
        Sums = sums;
    }

    private readonly struct Deriving(GradientPairs all, LearntRows learnt, ClassScores scores, int output) : IChunkWork
    {
        public void Run(int chunk)
        {
            var (first, count) = (chunk * ClassScores.ChunkRows, Math.Min(ClassScores.ChunkRows, scores.Rows - chunk * ClassScores.ChunkRows));
            var gradients = all._gradients.AsSpan(first, count);
            var hessians = all._hessians.AsSpan(first, count);
            var labels = learnt.Labels.AsSpan(first, count);
            var weights = learnt.Weights.AsSpan(first, count);
            var probabilities = scores.Probabilities(output).Slice(first, count);
            var own = scores.Outputs == 1 ? 1 : output;
            var (gradientSize, hessianSize) = (0.0, 0.0);
            for (var i = 0; i < count; i++)
            {
                var (p, weight) = (probabilities[i], weights[i]);
                var gradient = (p - (labels[i] == own ? 1 : 0)) * weight;
                var hessian = p * (1 - p) * weight;
                (gradients[i], hessians[i]) = (gradient, hessian);
                gradientSize += Math.Abs(gradient);
                hessianSize += hessian;
            }
            all._chunkSizes[chunk] = (gradientSize, hessianSize);
        }
    }

    private readonly struct Rounding(GradientPairs all, FixedPoint units) : IChunkWork
    {
        public void Run(int chunk)
        {
            var (first, end) = (chunk * ClassScores.ChunkRows, Math.Min(all._pairs.Length, (chunk + 1) * ClassScores.ChunkRows));
            var sums = Vector128<long>.Zero;
            for (var i = first; i < end; i++)
            {
                var pair = units.Row(all._gradients[i], all._hessians[i]);
                all._pairs[i] = pair;
                sums += pair;
            }
            all._chunkSums[chunk] = sums;
        }
    }
}
