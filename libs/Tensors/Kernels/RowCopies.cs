using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Picks rows of a matrix, and adds rows back to where they were picked.</summary>
public static class RowCopies
{
    private const int RowChunkNumbers = 1 << 15;
    private const int ColumnsOfChunk = 32;

    /// <summary>y[i] = x[picks[i]].</summary>
    /// <param name="x">[n, width].</param>
    /// <param name="picks">[count], each in 0..n − 1.</param>
    /// <param name="y">[count, width]; overwritten; no overlap with x.</param>
    /// <exception cref="ArgumentException">Sizes do not fit or a pick is not a row.</exception>
    public static void Gather<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> picks, int width, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(picks, width, x.Length, y.Length);
        var rows = Math.Max(1, RowChunkNumbers / Math.Max(1, width));
        var work = new Copy<T>(x, picks, width, rows, y);
        team.Run((picks.Length + rows - 1) / rows, ref work);
    }

    /// <summary>x[picks[i]] (+)= y[i], i ascending.</summary>
    /// <param name="y">[count, width].</param>
    /// <param name="picks">[count], each in 0..n − 1.</param>
    /// <param name="x">[n, width]; no overlap with y.</param>
    /// <param name="add">False overwrites x: rows that nobody picked become zero.</param>
    /// <exception cref="ArgumentException">Sizes do not fit or a pick is not a row.</exception>
    /// <remarks>Threads share the columns, so that the order of summation is one.</remarks>
    public static void ScatterAdd<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> picks, int width, Span<T> x, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(picks, width, x.Length, y.Length);
        var isSmall = x.Length + y.Length < RowChunkNumbers;
        var work = new Columns<T>(y, picks, width, isSmall ? width : ColumnsOfChunk, x, add);
        team.Run(isSmall ? Math.Min(1, width) : (width + ColumnsOfChunk - 1) / ColumnsOfChunk, ref work);
    }

    private static void Check(ReadOnlySpan<int> picks, int width, int x, int y)
    {
        if (y != (long)picks.Length * width || (width == 0 ? x != 0 : x % width != 0))
            throw new ArgumentException($"{picks.Length} picks of rows of {width} do not fit {x} and {y} numbers.", nameof(picks));
        var rows = width == 0 ? int.MaxValue : x / width;
        if (picks.Length > 0 && (TensorPrimitives.Min(picks) < 0 || TensorPrimitives.Max(picks) >= rows))
            throw new ArgumentException($"A pick is not one of {rows} rows.", nameof(picks));
    }

    private readonly ref struct Copy<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> picks, int width, int rows, Span<T> y) : IChunkWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<int> _picks = picks;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            for (var i = chunk * rows; i < Math.Min(_picks.Length, (chunk + 1) * rows); i++)
                _x.Slice(_picks[i] * width, width).CopyTo(_y.Slice(i * width, width));
        }
    }

    private readonly ref struct Columns<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> picks, int width, int chunkWidth, Span<T> x, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<int> _picks = picks;
        private readonly Span<T> _x = x;

        public void Run(int chunk)
        {
            var from = chunk * chunkWidth;
            var count = Math.Min(chunkWidth, width - from);
            for (var row = from; !add && row < _x.Length; row += width)
                _x.Slice(row, count).Clear();
            for (var i = 0; i < _picks.Length; i++)
            {
                var sum = _x.Slice(_picks[i] * width + from, count);
                TensorPrimitives.Add(sum, _y.Slice(i * width + from, count), sum);
            }
        }
    }
}
