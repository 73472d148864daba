using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Softmax and its logarithm of each row, safe for large values.</summary>
/// <remarks>Narrow rows are turned into columns, so that they fill the vectors too.</remarks>
public static partial class RowSoftmax
{
    /// <summary>yᵢⱼ = exp(xᵢⱼ) / Σₖ exp(xᵢₖ).</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="y">[rows, columns]; may be x.</param>
    /// <exception cref="ArgumentException">The lengths are not rows × columns.</exception>
    public static void Softmax<T>(ReadOnlySpan<T> x, int columns, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(x, columns, y, [], logarithm: false, team);

    /// <summary>The softmax, and for each row log Σₖ exp(xᵢₖ).</summary>
    /// <param name="logSums">[rows].</param>
    /// <inheritdoc cref="Softmax{T}(ReadOnlySpan{T}, int, Span{T}, WorkTeam)"/>
    public static void Softmax<T>(ReadOnlySpan<T> x, int columns, Span<T> y, Span<T> logSums, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (logSums.Length != Rows(x.Length, columns, y.Length))
            throw new ArgumentException($"{x.Length} values in rows of {columns} have not {logSums.Length} sums.", nameof(logSums));
        Run(x, columns, y, logSums, logarithm: false, team);
    }

    /// <summary>yᵢⱼ = xᵢⱼ − log Σₖ exp(xᵢₖ).</summary>
    /// <inheritdoc cref="Softmax{T}(ReadOnlySpan{T}, int, Span{T}, WorkTeam)"/>
    public static void LogSoftmax<T>(ReadOnlySpan<T> x, int columns, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(x, columns, y, [], logarithm: true, team);

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

    private static void Run<T>(ReadOnlySpan<T> x, int columns, Span<T> y, Span<T> logSums, bool logarithm, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new Chunk<T>(x, columns, y, logSums, logarithm);
        team.Run(ElementChunks.RowCount(Rows(x.Length, columns, y.Length), columns), ref work);
    }

    private readonly ref struct Chunk<T>(ReadOnlySpan<T> x, int columns, Span<T> y, Span<T> logSums, bool logarithm) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;
        private readonly Span<T> _logSums = logSums;

        public void Run(int chunk)
        {
            var (begin, rows) = ElementChunks.Rows(_x.Length / columns, columns, chunk);
            var x = _x.Slice(begin * columns, rows * columns);
            var y = _y.Slice(begin * columns, rows * columns);
            var logSums = _logSums.IsEmpty ? _logSums : _logSums.Slice(begin, rows);
            if (columns < NarrowVectors * Vector<T>.Count)
            {
                Narrow(x, columns, y, logSums, logarithm);
                return;
            }

            // Exponentials of several rows at once, while they are in the cache.
            var together = Math.Max(1, PartElements / columns);
            for (var row = 0; row < rows; row += together)
            {
                var count = Math.Min(together, rows - row);
                Wide(x.Slice(row * columns, count * columns), columns, y.Slice(row * columns, count * columns), logSums.IsEmpty ? logSums : logSums.Slice(row, count), logarithm);
            }
        }
    }

    private static void Wide<T>(ReadOnlySpan<T> x, int columns, Span<T> y, Span<T> logSums, bool logarithm) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> peaks = stackalloc T[x.Length / columns];
        for (int row = 0, at = 0; at < x.Length; row++, at += columns)
        {
            peaks[row] = TensorPrimitives.Max(x.Slice(at, columns));
            TensorPrimitives.Subtract(x.Slice(at, columns), peaks[row], y.Slice(at, columns));
        }
        if (!logarithm)
            TensorPrimitives.Exp<T>(y, y);
        for (int row = 0, at = 0; at < x.Length; row++, at += columns)
        {
            var values = y.Slice(at, columns);
            var sum = logarithm ? SumOfExponentials<T>(values) : TensorPrimitives.Sum<T>(values);
            if (logarithm)
                TensorPrimitives.Subtract(values, T.Log(sum), values);
            else
                TensorPrimitives.Multiply(values, T.One / sum, values);
            if (!logSums.IsEmpty)
                logSums[row] = peaks[row] + T.Log(sum);
        }
    }

    private static T SumOfExponentials<T>(ReadOnlySpan<T> row) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Part = 512;
        Span<T> buffer = stackalloc T[Part];
        var sum = T.Zero;
        for (var at = 0; at < row.Length; at += Part)
        {
            var part = buffer[..Math.Min(Part, row.Length - at)];
            TensorPrimitives.Exp(row.Slice(at, part.Length), part);
            sum += TensorPrimitives.Sum<T>(part);
        }
        return sum;
    }
}
