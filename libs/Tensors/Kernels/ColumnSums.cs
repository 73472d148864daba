using System.Numerics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Sums of the columns of a matrix.</summary>
/// <remarks>The order of a sum depends on the shape and the width of vectors only, chunks are added from first to last: the same bits for any number of threads.</remarks>
public static class ColumnSums
{
    /// <summary>Scratch for <see cref="Sum"/>.</summary>
    public static int ScratchLength(int rows, int columns) => checked(ElementChunks.RowCount(rows, columns) * columns);

    /// <summary>sumⱼ (+)= Σᵢ xᵢⱼ.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="sum">[columns].</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> values; overwritten.</param>
    /// <param name="add">False overwrites sum.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Sum<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> sum, Span<T> scratch, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(x, [], rows, columns, sum, scratch, add, team);

    /// <summary>sumⱼ (+)= Σᵢ xᵢⱼ · yᵢⱼ.</summary>
    /// <param name="y">[rows, columns].</param>
    /// <inheritdoc cref="Sum"/>
    public static void SumProducts<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int rows, int columns, Span<T> sum, Span<T> scratch, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"{x.Length} and {y.Length} values cannot be multiplied one by one.", nameof(y));
        Run(x, y, rows, columns, sum, scratch, add, team);
    }

    internal static void SumScalar<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int columns, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            sum[i % columns] += y.IsEmpty ? x[i] : x[i] * y[i];
    }

    private static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int rows, int columns, Span<T> sum, Span<T> scratch, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Length != (long)rows * columns || sum.Length != columns)
            throw new ArgumentException($"[{rows}, {columns}] does not fit {x.Length} values and {sum.Length} sums.", nameof(x));
        var chunks = ElementChunks.RowCount(rows, columns);
        var work = new Chunk<T>(x, y, rows, columns, scratch[..(chunks * columns)]);
        team.Run(chunks, ref work);
        if (!add)
            sum.Clear();
        for (var at = 0; at < chunks * columns; at += columns)
            for (var j = 0; j < columns; j++)
                sum[j] += scratch[at + j];
    }

    private readonly ref struct Chunk<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int rows, int columns, Span<T> partial) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly Span<T> _partial = partial;

        public void Run(int chunk)
        {
            var (begin, count) = ElementChunks.Rows(rows, columns, chunk);
            var (from, length, width) = (begin * columns, count * columns, Vector<T>.Count);
            var x = _x.Slice(from, length);
            var y = _y.IsEmpty ? _y : _y.Slice(from, length);
            var sum = _partial.Slice(chunk * columns, columns);
            if (columns % width == 0 || columns >= 4 * width)
                SumRows(x, y, columns, sum);
            else
                SumUneven(x, y, sum);
        }

        // As many rows as a vector has lanes are one long row, which vectors fill without rest; then its pieces are added up.
        private void SumUneven(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> sum)
        {
            var together = columns * Vector<T>.Count;
            var whole = x.Length / together * together;
            Span<T> pieces = stackalloc T[together];
            SumRows(x[..whole], y.IsEmpty ? y : y[..whole], together, pieces);
            SumRows(x[whole..], y.IsEmpty ? y : y[whole..], columns, sum);
            for (var at = 0; at < together; at += columns)
                for (var j = 0; j < columns; j++)
                    sum[j] += pieces[at + j];
        }

        private static void SumRows(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int columns, Span<T> sum)
        {
            var (j, width) = (0, Vector<T>.Count);
            for (; j <= columns - 4 * width; j += 4 * width)
                Columns4(x, y, columns, j, sum);
            for (; j <= columns - width; j += width)
                Column(x, y, columns, j, sum);

            for (; j < columns; j++)
            {
                var total = T.Zero;
                for (var i = j; i < x.Length; i += columns)
                    total += y.IsEmpty ? x[i] : x[i] * y[i];
                sum[j] = total;
            }
        }

        // Four vectors of columns stay in registers while the rows pass.
        private static void Columns4(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int columns, int j, Span<T> sum)
        {
            var width = Vector<T>.Count;
            var (s0, s1, s2, s3) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
            if (y.IsEmpty)
                for (var i = j; i < x.Length; i += columns)
                {
                    var row = x.Slice(i, 4 * width);
                    s0 += new Vector<T>(row);
                    s1 += new Vector<T>(row[width..]);
                    s2 += new Vector<T>(row[(2 * width)..]);
                    s3 += new Vector<T>(row[(3 * width)..]);
                }
            else
                for (var i = j; i < x.Length; i += columns)
                {
                    var row = x.Slice(i, 4 * width);
                    var other = y.Slice(i, 4 * width);
                    s0 += new Vector<T>(row) * new Vector<T>(other);
                    s1 += new Vector<T>(row[width..]) * new Vector<T>(other[width..]);
                    s2 += new Vector<T>(row[(2 * width)..]) * new Vector<T>(other[(2 * width)..]);
                    s3 += new Vector<T>(row[(3 * width)..]) * new Vector<T>(other[(3 * width)..]);
                }
            s0.CopyTo(sum[j..]);
            s1.CopyTo(sum[(j + width)..]);
            s2.CopyTo(sum[(j + 2 * width)..]);
            s3.CopyTo(sum[(j + 3 * width)..]);
        }

        private static void Column(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int columns, int j, Span<T> sum)
        {
            var total = Vector<T>.Zero;
            for (var i = j; i < x.Length; i += columns)
                total += y.IsEmpty ? new Vector<T>(x[i..]) : new Vector<T>(x[i..]) * new Vector<T>(y[i..]);
            total.CopyTo(sum[j..]);
        }
    }
}
