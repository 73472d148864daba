using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Softmax and its logarithm of each row, safe for large values.</summary>
/// <remarks>Exponentials are taken of many rows at once, so that narrow rows fill the vectors too.</remarks>
public static class RowSoftmax
{
    // Rows whose exponentials are taken together fit the cache nearest to the core.
    private const int PartElements = 2048;

    /// <summary>yᵢⱼ = exp(xᵢⱼ) / Σₖ exp(xᵢₖ).</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="y">[rows, columns]; may be x.</param>
    /// <exception cref="ArgumentException">The lengths are not rows × columns.</exception>
    public static void Softmax<T>(ReadOnlySpan<T> x, int columns, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(x, columns, y, logarithm: false, team);

    /// <summary>yᵢⱼ = xᵢⱼ − log Σₖ exp(xᵢₖ).</summary>
    /// <inheritdoc cref="Softmax"/>
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, int columns, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(x, columns, y, logarithm: true, team);

    /// <summary>One row in plain code.</summary>
    /// <returns>log Σ exp(x).</returns>
    internal static T SoftmaxScalar<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var peak = x[0];
        foreach (var value in x)
            peak = T.Max(peak, value);
        var sum = T.Zero;
        for (var j = 0; j < x.Length; j++)
            sum += y[j] = T.Exp(x[j] - peak);
        for (var j = 0; j < x.Length; j++)
            y[j] /= sum;
        return peak + T.Log(sum);
    }

    private static int Rows(int from, int columns, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (from != to || (columns == 0 ? from != 0 : from % columns != 0))
            throw new ArgumentException($"{from} and {to} values are not rows of {columns}.", nameof(columns));
        return columns == 0 ? 0 : from / columns;
    }

    private static void Run<T>(ReadOnlySpan<T> x, int columns, Span<T> y, bool logarithm, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new Chunk<T>(x, columns, y, logarithm);
        team.Run(ElementChunks.RowCount(Rows(x.Length, columns, y.Length), columns), ref work);
    }

    private readonly ref struct Chunk<T>(ReadOnlySpan<T> x, int columns, Span<T> y, bool logarithm) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, rows) = ElementChunks.Rows(_x.Length / columns, columns, chunk);
            var together = Math.Max(1, PartElements / columns);
            Span<T> buffer = stackalloc T[PartElements];
            for (var row = begin; row < begin + rows; row += together)
            {
                var (from, length) = (row * columns, Math.Min(together, begin + rows - row) * columns);
                Shift(_x.Slice(from, length), _y.Slice(from, length));
                if (logarithm)
                    LogPart(_y.Slice(from, length), buffer);
                else
                    Part(_y.Slice(from, length));
            }
        }

        // y = x − the peak of its row.
        private void Shift(ReadOnlySpan<T> x, Span<T> y)
        {
            for (var at = 0; at < x.Length; at += columns)
                ShortRows.Subtract(x.Slice(at, columns), ShortRows.Max(x.Slice(at, columns)), y.Slice(at, columns));
        }

        private void Part(Span<T> y)
        {
            TensorPrimitives.Exp<T>(y, y);
            for (var at = 0; at < y.Length; at += columns)
                ShortRows.Multiply(y.Slice(at, columns), T.One / ShortRows.Sum<T>(y.Slice(at, columns)), y.Slice(at, columns));
        }

        // A row that is longer than the buffer comes alone.
        private void LogPart(Span<T> y, Span<T> buffer)
        {
            if (columns <= buffer.Length)
                TensorPrimitives.Exp<T>(y, buffer);
            for (var at = 0; at < y.Length; at += columns)
            {
                var row = y.Slice(at, columns);
                var sum = columns <= buffer.Length ? ShortRows.Sum<T>(buffer.Slice(at, columns)) : SumOfExponentials(row, buffer);
                ShortRows.Subtract(row, T.Log(sum), row);
            }
        }
    }

    private static T SumOfExponentials<T>(ReadOnlySpan<T> row, Span<T> buffer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var at = 0; at < row.Length; at += buffer.Length)
        {
            var part = buffer[..Math.Min(buffer.Length, row.Length - at)];
            TensorPrimitives.Exp(row.Slice(at, part.Length), part);
            sum += TensorPrimitives.Sum<T>(part);
        }
        return sum;
    }
}
