using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Gradients of <see cref="RowSoftmax"/>.</summary>
public static class RowSoftmaxGradient
{
    /// <summary>dxᵢ (+)= yᵢ · (dyᵢ − Σ dyᵢ · yᵢ), given y = softmax(x).</summary>
    /// <param name="y">[rows, columns], as are dy and dx.</param>
    /// <param name="add">False overwrites dx.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not rows × columns.</exception>
    public static void Softmax<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int columns, Span<T> dx, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new SoftmaxChunk<T>(y, dy, columns, dx, add);
        team.Run(Chunks(y.Length, dy.Length, columns, dx.Length), ref work);
    }

    /// <summary>dxᵢ (+)= dyᵢ − exp(yᵢ) · Σ dyᵢ, given y = log softmax(x).</summary>
    /// <inheritdoc cref="Softmax"/>
    public static void LogSoftmax<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int columns, Span<T> dx, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new LogSoftmaxChunk<T>(y, dy, columns, dx, add);
        team.Run(Chunks(y.Length, dy.Length, columns, dx.Length), ref work);
    }

    private static int Chunks(int y, int dy, int columns, int dx)
    {
        if (y != dx || dy != dx || (columns <= 0 ? dx != 0 : dx % columns != 0))
            throw new ArgumentException($"{y}, {dy} and {dx} values are not rows of {columns}.", nameof(columns));
        return dx == 0 ? 0 : ElementChunks.RowCount(dx / columns, columns);
    }

    private readonly ref struct SoftmaxChunk<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int columns, Span<T> dx, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public void Run(int chunk)
        {
            var (begin, rows) = ElementChunks.Rows(_y.Length / columns, columns, chunk);
            for (var row = begin; row < begin + rows; row++)
            {
                var y = _y.Slice(row * columns, columns);
                var dy = _dy.Slice(row * columns, columns);
                var dx = _dx.Slice(row * columns, columns);
                var mean = ShortRows.Dot(y, dy);
                var (j, width, means) = (0, Vector<T>.Count, new Vector<T>(mean));
                for (; j <= y.Length - width; j += width)
                {
                    var d = new Vector<T>(y[j..]) * (new Vector<T>(dy[j..]) - means);
                    (add ? new Vector<T>(dx[j..]) + d : d).CopyTo(dx[j..]);
                }

                for (; j < y.Length; j++)
                    dx[j] = (add ? dx[j] : T.Zero) + y[j] * (dy[j] - mean);
            }
        }
    }

    private readonly ref struct LogSoftmaxChunk<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dy, int columns, Span<T> dx, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const int Part = 1024;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        // Exponentials of several short rows at once, of one long row in pieces.
        public void Run(int chunk)
        {
            var (begin, rows) = ElementChunks.Rows(_y.Length / columns, columns, chunk);
            var together = Math.Max(1, Part / columns);
            for (var row = begin; row < begin + rows; row += together)
                if (columns <= Part)
                    ShortRowsPart(row, Math.Min(row + together, begin + rows));
                else
                    LongRow(row);
        }

        private void ShortRowsPart(int row, int end)
        {
            Span<T> buffer = stackalloc T[Part];
            TensorPrimitives.Exp(_y[(row * columns)..(end * columns)], buffer);
            for (var at = row * columns; at < end * columns; at += columns)
                Gradient(buffer.Slice(at - row * columns, columns), at, ShortRows.Sum(_dy.Slice(at, columns)));
        }

        private void LongRow(int row)
        {
            Span<T> buffer = stackalloc T[Part];
            var sum = ShortRows.Sum(_dy.Slice(row * columns, columns));
            for (var at = row * columns; at < (row + 1) * columns; at += Part)
            {
                var length = Math.Min(Part, (row + 1) * columns - at);
                TensorPrimitives.Exp(_y.Slice(at, length), buffer);
                Gradient(buffer[..length], at, sum);
            }
        }

        private void Gradient(ReadOnlySpan<T> probabilities, int at, T sum)
        {
            var dy = _dy.Slice(at, probabilities.Length);
            var dx = _dx.Slice(at, probabilities.Length);
            var (j, width, sums) = (0, Vector<T>.Count, new Vector<T>(sum));
            for (; j <= dy.Length - width; j += width)
            {
                var d = new Vector<T>(dy[j..]) - new Vector<T>(probabilities[j..]) * sums;
                (add ? new Vector<T>(dx[j..]) + d : d).CopyTo(dx[j..]);
            }

            for (; j < dy.Length; j++)
                dx[j] = (add ? dx[j] : T.Zero) + (dy[j] - probabilities[j] * sum);
        }
    }
}
