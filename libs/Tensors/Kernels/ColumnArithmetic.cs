using System.Numerics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>A matrix with a column that stands for each of its columns, in chunks of rows.</summary>
internal static class ColumnArithmetic
{
    /// <summary>yᵢⱼ = xᵢⱼ + columnᵢ; lengths [rows · columns], [rows], [rows · columns].</summary>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> column, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new Rows<T>(x, column, y, isProduct: false, add: false);
        team.Run(ElementChunks.RowCount(column.Length, work.Columns), ref work);
    }

    /// <summary>yᵢⱼ (+)= xᵢⱼ · columnᵢ.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> column, Span<T> y, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new Rows<T>(x, column, y, isProduct: true, add);
        team.Run(ElementChunks.RowCount(column.Length, work.Columns), ref work);
    }

    /// <summary>columnᵢ (+)= Σⱼ xᵢⱼ, or Σⱼ xᵢⱼ · yᵢⱼ where y is not empty.</summary>
    public static void Sum<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> column, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new RowSums<T>(x, y, column, add);
        team.Run(ElementChunks.RowCount(column.Length, work.Columns), ref work);
    }

    private readonly ref struct Rows<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> column, Span<T> y, bool isProduct, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public readonly int Columns = column.IsEmpty ? 0 : x.Length / column.Length;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _column = column;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, rows) = ElementChunks.Rows(_column.Length, Columns, chunk);
            for (var row = begin; row < begin + rows; row++)
            {
                var number = _column[row];
                var x = _x.Slice(row * Columns, Columns);
                var y = _y.Slice(row * Columns, Columns);
                if (!isProduct)
                    ShortRows.Subtract(x, -number, y);
                else if (!add)
                    ShortRows.Multiply(x, number, y);
                else
                    ShortRows.MultiplyAdd(x, number, y);
            }
        }
    }

    private readonly ref struct RowSums<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> column, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public readonly int Columns = column.IsEmpty ? 0 : x.Length / column.Length;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly Span<T> _column = column;

        public void Run(int chunk)
        {
            var (begin, rows) = ElementChunks.Rows(_column.Length, Columns, chunk);
            for (var row = begin; row < begin + rows; row++)
            {
                var x = _x.Slice(row * Columns, Columns);
                var sum = _y.IsEmpty ? ShortRows.Sum(x) : ShortRows.Dot(x, _y.Slice(row * Columns, Columns));
                _column[row] = add ? _column[row] + sum : sum;
            }
        }
    }
}
