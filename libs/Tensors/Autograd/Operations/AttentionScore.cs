using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// Scores of GAT: y[e, h] = leaky(source[u, h] + target[v, h]) for each entry e of row v with its source u; leaky(z) = z above 0, slope · z below.
/// Gradient: with g = dy · leaky', dsource[u] = Σ g[e] over the entries that name u, dtarget[v] = Σ g[e] over the entries of v.
/// </summary>
public static class AttentionScore
{
    /// <param name="source">[columns of the adjacency, heads].</param>
    /// <param name="target">[rows of the adjacency, heads].</param>
    /// <param name="slope">&gt; 0; 0.2 in the paper, 1 = no rectifier.</param>
    /// <returns>[entries, heads].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit or the slope is not above 0.</exception>
    /// <remarks>Source: Veličković et al. 2018, equation 3, whose a·[Wx_v ‖ Wx_u] is split into one product for each node.</remarks>
    public static Variable<T> AttendScores<T>(this Tape<T> tape, Variable<T> source, Variable<T> target, Adjacency adjacency, double slope) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slope);
        var heads = target.Value.Columns;
        if (source.Value.Columns != heads || source.Value.Rows != adjacency.Columns || target.Value.Rows != adjacency.Rows)
            throw new ArgumentException($"Sources {source.Value} and rows {target.Value} do not fit an adjacency [{adjacency.Rows}, {adjacency.Columns}].", nameof(source));
        var step = tape.Next<Score<T>>();
        (step.Source, step.Target, step.Adjacency, step.Slope) = (source, target, adjacency, T.CreateChecked(slope));
        var y = tape.Shape(step, adjacency.Count, heads, source.NeedsGradient || target.NeedsGradient);
        AttentionScores.Score<T>(adjacency, source.Value.Span, target.Value.Span, step.Slope, heads, y.Span, tape.Team);
        return step.Result;
    }

    private sealed class Score<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> Source = null!, Target = null!;
        public Adjacency Adjacency = null!;
        public T Slope;

        public override TapeStep<T> Describe() => new(nameof(AttentionScore.AttendScores), Source, Target) { Pattern = Adjacency, Number = double.CreateChecked(Slope) };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var y = Result.Value.Span;
            if (Target.NeedsGradient)
                AttentionScores.TargetGradient<T>(Adjacency, y, dy.Span, Slope, dy.Columns, tape.GradientOf(Target, out var add).Span, add, tape.Team);
            if (Source.NeedsGradient)
                AttentionScores.SourceGradient<T>(Adjacency, y, dy.Span, Slope, dy.Columns, tape.GradientOf(Source, out var add).Span, add, tape.Team);
        }
    }
}
