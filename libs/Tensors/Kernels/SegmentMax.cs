using System.Numerics;
using System.Runtime.InteropServices;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>The greatest value in each column over the rows that a row hears from, and which row it came from.</summary>
public static class SegmentMax
{
    // 128 bytes of floats: chunks that write neighbouring columns share no cache line where rows are whole lines.
    private const int ColumnsOfChunk = 32;
    private const long SmallWork = 1 << 15;

    /// <summary>y[v, j] = max x[u, j] over the sources u of v (0 when none), arg[v, j] = that u (−1 when none); the first of equals.</summary>
    /// <param name="x">[columns of the adjacency, width].</param>
    /// <param name="y">[rows of the adjacency, width]; overwritten; no overlap with x.</param>
    /// <param name="arg">[rows of the adjacency, width]; overwritten.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Max<T>(Adjacency adjacency, ReadOnlySpan<T> x, int width, Span<T> y, Span<int> arg, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Segments.CheckSizes(adjacency, x.Length, width, y.Length);
        if (arg.Length != y.Length)
            throw new ArgumentException($"{y.Length} results need as many sources, not {arg.Length}.", nameof(arg));
        var work = new Rows<T>(adjacency, x, width, y, arg);
        team.Run(SparseRows.Chunks(adjacency, width), ref work);
    }

    /// <summary>The gradient of <see cref="Max"/>: dx[arg[v, j], j] (+)= dy[v, j], v ascending. O(rows · width).</summary>
    /// <param name="arg">[n, width], each −1 or a row of dx.</param>
    /// <param name="dy">[n, width].</param>
    /// <param name="dx">[columns of the adjacency, width].</param>
    /// <param name="add">False overwrites dx.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Gradient<T>(ReadOnlySpan<int> arg, ReadOnlySpan<T> dy, int width, Span<T> dx, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var isWhole = width == 0 ? dy.Length + dx.Length == 0 : dy.Length % width == 0 && dx.Length % width == 0;
        if (arg.Length != dy.Length || !isWhole)
            throw new ArgumentException($"Rows of {width} do not fit {arg.Length} sources, {dy.Length} and {dx.Length} numbers.", nameof(arg));
        var isSmall = dy.Length + dx.Length < SmallWork;
        var work = new Columns<T>(arg, dy, width, isSmall ? width : ColumnsOfChunk, dx, add);
        team.Run(isSmall ? Math.Min(1, width) : (width + ColumnsOfChunk - 1) / ColumnsOfChunk, ref work);
    }

    internal static void MaxScalar<T>(ReadOnlySpan<int> sources, ReadOnlySpan<T> x, int from, Span<T> y, Span<int> arg) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var j = from; j < y.Length; j++)
        {
            (y[j], arg[j]) = (x[sources[0] * y.Length + j], sources[0]);
            foreach (var source in sources)
                if (x[source * y.Length + j] > y[j])
                    (y[j], arg[j]) = (x[source * y.Length + j], source);
        }
    }

    // The block of values and the block of sources that they came from have lanes of one size.
    private static void MaxRow(ReadOnlySpan<int> sources, ReadOnlySpan<float> x, Span<float> y, Span<int> arg)
    {
        var (j, m, width) = (0, y.Length, Vector<float>.Count);
        for (; j <= m - width; j += width)
        {
            var best = new Vector<float>(x[(sources[0] * m + j)..]);
            var from = new Vector<int>(sources[0]);
            for (var e = 1; e < sources.Length; e++)
            {
                var value = new Vector<float>(x[(sources[e] * m + j)..]);
                var isGreater = Vector.GreaterThan(value, best);
                best = Vector.ConditionalSelect(isGreater, value, best);
                from = Vector.ConditionalSelect(isGreater, new Vector<int>(sources[e]), from);
            }
            best.CopyTo(y[j..]);
            from.CopyTo(arg[j..]);
        }

        MaxScalar(sources, x, j, y, arg);
    }

    private readonly ref struct Rows<T>(Adjacency adjacency, ReadOnlySpan<T> x, int width, Span<T> y, Span<int> arg) : IChunkWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;
        private readonly Span<int> _arg = arg;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(adjacency, width, chunk);
            for (var v = begin; v < end; v++)
            {
                var sources = adjacency.Sources[adjacency.Offsets[v]..adjacency.Offsets[v + 1]];
                var y = _y.Slice(v * width, width);
                var arg = _arg.Slice(v * width, width);
                if (sources.IsEmpty)
                {
                    y.Clear();
                    arg.Fill(-1);
                }
                else if (typeof(T) == typeof(float) && Vector.IsHardwareAccelerated)
                    MaxRow(sources, MemoryMarshal.Cast<T, float>(_x), MemoryMarshal.Cast<T, float>(y), arg);
                else
                    MaxScalar(sources, _x, 0, y, arg);
            }
        }
    }

    private readonly ref struct Columns<T>(ReadOnlySpan<int> arg, ReadOnlySpan<T> dy, int width, int chunkWidth, Span<T> dx, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<int> _arg = arg;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public void Run(int chunk)
        {
            var from = chunk * chunkWidth;
            var count = Math.Min(chunkWidth, width - from);
            for (var row = from; !add && row < _dx.Length; row += width)
                _dx.Slice(row, count).Clear();
            for (var row = from; row < _dy.Length; row += width)
            {
                var arg = _arg.Slice(row, count);
                var dy = _dy.Slice(row, count);
                for (var j = 0; j < count; j++)
                    if (arg[j] >= 0)
                        _dx[arg[j] * width + from + j] += dy[j];
            }
        }
    }
}
