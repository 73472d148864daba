using System.Numerics;
using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Autograd.Operations;

/// <summary>
/// Scores of GATv2: y[e, h] = Σ_k a[h, k] · leaky(z[h, k]) with z = source[u] + target[v] for each entry e of row v with its source u.
/// Gradient: g[h, k] = dy[e, h] · a[h, k] · leaky'(z[h, k]) goes to source[u] and target[v]; da[h, k] = Σ_e dy[e, h] · leaky(z[h, k]).
/// </summary>
public static class JointScore
{
    /// <param name="source">[columns of the adjacency, heads · k].</param>
    /// <param name="target">[rows of the adjacency, heads · k].</param>
    /// <param name="a">[heads, k].</param>
    /// <param name="slope">leaky(z) = slope · z below 0; &gt; 0; 0.2 in the paper.</param>
    /// <returns>[entries, heads].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit or the slope is not above 0.</exception>
    /// <remarks>z is computed again on the way back: nothing of size [entries, heads · k] is kept. Source: Brody et al. 2022, equation 7.</remarks>
    public static Variable<T> AttendJointly<T>(this Tape<T> tape, Variable<T> source, Variable<T> target, Variable<T> a, Adjacency adjacency, double slope) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slope);
        var width = a.Value.Span.Length;
        if (source.Value.Columns != width || target.Value.Columns != width || source.Value.Rows != adjacency.Columns || target.Value.Rows != adjacency.Rows)
            throw new ArgumentException($"Sources {source.Value}, rows {target.Value} and attention {a.Value} do not fit an adjacency [{adjacency.Rows}, {adjacency.Columns}].", nameof(source));
        var step = tape.Next<Score<T>>();
        (step.Source, step.Target, step.A, step.Adjacency, step.Slope) = (source, target, a, adjacency, T.CreateChecked(slope));
        var y = tape.Shape(step, adjacency.Count, a.Value.Rows, source.NeedsGradient || target.NeedsGradient || a.NeedsGradient);
        JointScores.Score<T>(adjacency, source.Value.Span, target.Value.Span, a.Value.Span, step.Slope, a.Value.Rows, y.Span, tape.Team);
        return step.Result;
    }

    private sealed class Score<T> : Operation<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Variable<T> Source = null!, Target = null!, A = null!;
        public Adjacency Adjacency = null!;
        public T Slope;

        public override TapeStep<T> Describe() => new(nameof(JointScore.AttendJointly), Source, Target, A) { Pattern = Adjacency, Number = double.CreateChecked(Slope) };

        public override void Backward(Tape<T> tape, Tensor<T> dy)
        {
            var (heads, width) = (A.Value.Rows, A.Value.Span.Length);
            if (Target.NeedsGradient || A.NeedsGradient)
            {
                // One walk gives both; what nobody asked for goes to scratch.
                var add = false;
                var dtarget = Target.NeedsGradient ? tape.GradientOf(Target, out add).Span : tape.Rent(Target.Value.Span.Length).Span;
                var da = A.NeedsGradient ? tape.GradientOf(A).Span : tape.Rent(width).Span;
                var partial = tape.Rent(JointScores.PartialLength(Adjacency, width)).Span;
                JointScores.TargetGradient<T>(Adjacency, Source.Value.Span, Target.Value.Span, A.Value.Span, Slope, heads, dy.Span, dtarget, add, da, partial, tape.Team);
            }
            if (Source.NeedsGradient)
                JointScores.SourceGradient<T>(Adjacency, Source.Value.Span, Target.Value.Span, A.Value.Span, Slope, heads, dy.Span, tape.GradientOf(Source, out var add).Span, add, tape.Team);
        }
    }
}
