using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Softmax over the entries of each row, for each head apart.</summary>
/// <remarks>Maxima and sums run over the entries in their order: the same bits for any number of threads.</remarks>
public static partial class SegmentSoftmax
{
    // An exponential costs about as much as this many multiplications.
    private const int Cost = 8;

    /// <summary>y[e, h] = exp(x[e, h]) / Σ exp(x[e', h]) over the entries e' of e's row; safe for large x.</summary>
    /// <param name="x">[entries, heads].</param>
    /// <param name="y">[entries, heads]; overwritten; x itself or no overlap.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Softmax<T>(Adjacency adjacency, ReadOnlySpan<T> x, int heads, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes(adjacency, x.Length, heads, y.Length);
        var work = new Forward<T>(adjacency, x, heads, y);
        team.Run(SparseRows.Chunks(adjacency, heads * Cost), ref work);
    }

    /// <summary>The gradient: dx = y · (dy − Σ y·dy over the entries of the row).</summary>
    /// <param name="y">[entries, heads]: what <see cref="Softmax"/> gave.</param>
    /// <param name="dy">[entries, heads].</param>
    /// <param name="dx">[entries, heads]; no overlap.</param>
    /// <param name="add">False overwrites dx.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Gradient<T>(Adjacency adjacency, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int heads, Span<T> dx, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes(adjacency, y.Length, heads, dy.Length);
        CheckSizes(adjacency, y.Length, heads, dx.Length);
        var work = new Backward<T>(adjacency, y, dy, heads, dx, add);
        team.Run(SparseRows.Chunks(adjacency, heads), ref work);
    }

    // x and y hold the entries of one row; y becomes x less the greatest x of its head.
    internal static void LessMaximumScalar<T>(ReadOnlySpan<T> x, int heads, int fromHead, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var h = fromHead; h < heads && x.Length > 0; h++)
        {
            var peak = x[h];
            for (var i = h + heads; i < x.Length; i += heads)
                peak = T.Max(peak, x[i]);
            for (var i = h; i < x.Length; i += heads)
                y[i] = x[i] - peak;
        }
    }

    internal static void DivideBySumScalar<T>(int heads, int fromHead, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var h = fromHead; h < heads && y.Length > 0; h++)
        {
            var sum = T.Zero;
            for (var i = h; i < y.Length; i += heads)
                sum += y[i];
            var share = T.One / sum;
            for (var i = h; i < y.Length; i += heads)
                y[i] *= share;
        }
    }

    internal static void GradientScalar<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int heads, int fromHead, Span<T> dx, bool add) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var h = fromHead; h < heads; h++)
        {
            var sum = T.Zero;
            for (var i = h; i < y.Length; i += heads)
                sum = T.MultiplyAddEstimate(y[i], dy[i], sum);
            for (var i = h; i < y.Length; i += heads)
                dx[i] = y[i] * (dy[i] - sum) + (add ? dx[i] : T.Zero);
        }
    }

    private static void CheckSizes(Adjacency adjacency, int x, int heads, int y)
    {
        if (x != (long)adjacency.Count * heads || y != x)
            throw new ArgumentException($"{adjacency.Count} entries of {heads} heads do not fit {x} and {y} numbers.", nameof(adjacency));
    }

    private readonly ref struct Forward<T>(Adjacency adjacency, ReadOnlySpan<T> x, int heads, Span<T> y) : IChunkWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(adjacency, heads * Cost, chunk);
            var offsets = adjacency.Offsets;
            for (var v = begin; v < end; v++)
            {
                var row = (offsets[v] * heads)..(offsets[v + 1] * heads);
                LessMaximum(_x[row], heads, _y[row]);
            }
            var all = _y[(offsets[begin] * heads)..(offsets[end] * heads)];
            TensorPrimitives.Exp<T>(all, all);
            for (var v = begin; v < end; v++)
                DivideBySum(heads, _y[(offsets[v] * heads)..(offsets[v + 1] * heads)]);
        }
    }

    private readonly ref struct Backward<T>(Adjacency adjacency, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int heads, Span<T> dx, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(adjacency, heads, chunk);
            for (var v = begin; v < end; v++)
            {
                var row = (adjacency.Offsets[v] * heads)..(adjacency.Offsets[v + 1] * heads);
                Gradient(_y[row], _dy[row], heads, _dx[row], add);
            }
        }
    }
}
