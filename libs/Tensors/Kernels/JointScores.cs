using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Scores of joint features, GATv2's: y[e, h] = Σ_k a[h, k] · leaky(source[u, h, k] + target[v, h, k]). Nothing of size [entries, heads · k] is kept.</summary>
/// <remarks>Sums run over the entries in their order, those for a in fixed chunks of rows: the same bits for any number of threads.</remarks>
public static partial class JointScores
{
    /// <summary>The scores of all entries. About 4·entries·width flops.</summary>
    /// <param name="source">[columns of the adjacency, width].</param>
    /// <param name="target">[rows of the adjacency, width].</param>
    /// <param name="a">[width], width = heads · k.</param>
    /// <param name="slope">Below zero, leaky(z) = slope · z; in (0, 1].</param>
    /// <param name="y">[entries, heads]; overwritten; no overlap.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Score<T>(Adjacency adjacency, ReadOnlySpan<T> source, ReadOnlySpan<T> target, ReadOnlySpan<T> a, T slope, int heads, Span<T> y, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes(adjacency, source.Length, target.Length, a.Length, heads, y.Length);
        var work = new Forward<T>(adjacency, source, target, a, slope, heads, y);
        team.Run(SparseRows.Chunks(adjacency, a.Length), ref work);
    }

    /// <summary>The gradients for rows and a, with z = source[u] + target[v]: dtarget[v] (+)= Σ dy[e]·a·leaky'(z), da += Σ dy[e]·leaky(z).</summary>
    /// <param name="dy">[entries, heads].</param>
    /// <param name="dtarget">[rows of the adjacency, width].</param>
    /// <param name="add">False overwrites dtarget.</param>
    /// <param name="da">[width]; added to.</param>
    /// <param name="partial">[<see cref="PartialLength"/>] scratch.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void TargetGradient<T>(Adjacency adjacency, ReadOnlySpan<T> source, ReadOnlySpan<T> target, ReadOnlySpan<T> a, T slope, int heads, ReadOnlySpan<T> dy, Span<T> dtarget, bool add, Span<T> da, Span<T> partial, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes(adjacency, source.Length, target.Length, a.Length, heads, dy.Length);
        if (dtarget.Length != target.Length || da.Length != a.Length || partial.Length != PartialLength(adjacency, a.Length))
            throw new ArgumentException($"Gradients of {dtarget.Length} and {da.Length} numbers with {partial.Length} of scratch do not fit.", nameof(dtarget));
        var work = new Backward<T>(adjacency, [], target, source, a, slope, heads, dy, dtarget, add, partial);
        team.Run(SparseRows.Chunks(adjacency, a.Length), ref work);
        for (; partial.Length > 0; partial = partial[a.Length..])
            TensorPrimitives.Add(da, partial[..a.Length], da);
    }

    /// <summary>The gradient for the sources: dsource[u] (+)= Σ dy[e]·a·leaky'(z) over the entries e that name u, rows ascending.</summary>
    /// <param name="dsource">[columns of the adjacency, width].</param>
    /// <param name="add">False overwrites dsource.</param>
    /// <inheritdoc cref="TargetGradient"/>
    public static void SourceGradient<T>(Adjacency adjacency, ReadOnlySpan<T> source, ReadOnlySpan<T> target, ReadOnlySpan<T> a, T slope, int heads, ReadOnlySpan<T> dy, Span<T> dsource, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes(adjacency, source.Length, target.Length, a.Length, heads, dy.Length);
        if (dsource.Length != source.Length)
            throw new ArgumentException($"A gradient of {dsource.Length} numbers does not fit {source.Length} of sources.", nameof(dsource));
        var back = adjacency.Transposed;
        var work = new Backward<T>(back, back.Entries, source, target, a, slope, heads, dy, dsource, add, []);
        team.Run(SparseRows.Chunks(back, a.Length), ref work);
    }

    /// <summary>Scratch that <see cref="TargetGradient"/> needs.</summary>
    public static int PartialLength(Adjacency adjacency, int width) => SparseRows.Chunks(adjacency, width) * width;

    internal static T ScoreScalar<T>(ReadOnlySpan<T> source, ReadOnlySpan<T> target, ReadOnlySpan<T> a, T slope) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var j = 0; j < a.Length; j++)
        {
            var z = source[j] + target[j];
            sum += a[j] * (z > T.Zero ? z : z * slope);
        }
        return sum;
    }

    internal static void GradientScalar<T>(ReadOnlySpan<T> mine, ReadOnlySpan<T> other, ReadOnlySpan<T> a, T slope, T dy, Span<T> gradient, Span<T> da) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var j = 0; j < a.Length; j++)
        {
            var z = mine[j] + other[j];
            gradient[j] += dy * a[j] * (z > T.Zero ? T.One : slope);
            if (!da.IsEmpty)
                da[j] += dy * (z > T.Zero ? z : z * slope);
        }
    }

    private static void CheckSizes(Adjacency adjacency, int source, int target, int width, int heads, int scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        Segments.CheckSizes(adjacency, source, width, target);
        if (width % heads != 0 || scores != (long)adjacency.Count * heads)
            throw new ArgumentException($"{adjacency.Count} entries of {heads} heads and {width} columns do not fit {scores} scores.", nameof(heads));
    }

    private readonly ref struct Forward<T>(Adjacency adjacency, ReadOnlySpan<T> source, ReadOnlySpan<T> target, ReadOnlySpan<T> a, T slope, int heads, Span<T> y) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _source = source;
        private readonly ReadOnlySpan<T> _target = target;
        private readonly ReadOnlySpan<T> _a = a;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var m = _a.Length;
            var (begin, end) = SparseRows.Chunk(adjacency, m, chunk);
            for (var v = begin; v < end; v++)
                for (var e = adjacency.Offsets[v]; e < adjacency.Offsets[v + 1]; e++)
                    Score(_source.Slice(adjacency.Sources[e] * m, m), _target.Slice(v * m, m), _a, slope, _y.Slice(e * heads, heads));
        }
    }

    // Rows are targets (picks empty) or, transposed, sources; partial [chunks, width] takes the sums for a of each chunk.
    private readonly ref struct Backward<T>(Adjacency adjacency, ReadOnlySpan<int> picks, ReadOnlySpan<T> mine, ReadOnlySpan<T> others, ReadOnlySpan<T> a, T slope, int heads, ReadOnlySpan<T> dy, Span<T> gradient, bool add, Span<T> partial) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<int> _picks = picks;
        private readonly ReadOnlySpan<T> _mine = mine;
        private readonly ReadOnlySpan<T> _others = others;
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _gradient = gradient;
        private readonly Span<T> _partial = partial;

        public void Run(int chunk)
        {
            var m = _a.Length;
            var da = _partial.IsEmpty ? _partial : _partial.Slice(chunk * m, m);
            da.Clear();
            var (begin, end) = SparseRows.Chunk(adjacency, m, chunk);
            for (var v = begin; v < end; v++)
            {
                var gradient = _gradient.Slice(v * m, m);
                if (!add)
                    gradient.Clear();
                for (var e = adjacency.Offsets[v]; e < adjacency.Offsets[v + 1]; e++)
                    Gradient(_mine.Slice(v * m, m), _others.Slice(adjacency.Sources[e] * m, m), _a, slope, _dy.Slice((_picks.IsEmpty ? e : _picks[e]) * heads, heads), gradient, da);
            }
        }
    }
}
