using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Kernels;

public static partial class RowSoftmax
{
    // Rows of fewer vectors than this are narrow.
    private const int NarrowVectors = 2;

    // Rows turned at once: the buffer fits the cache nearest to the core.
    private const int MostRows = 256;
    private const int PartElements = 2048;

    private static void Narrow<T>(ReadOnlySpan<T> x, int columns, Span<T> y, Span<T> logSums, bool logarithm) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> buffer = stackalloc T[PartElements];
        Span<T> perRow = stackalloc T[3 * MostRows];
        var together = Math.Min(MostRows, PartElements / columns) * columns;
        for (var at = 0; at < x.Length; at += together)
        {
            var length = Math.Min(together, x.Length - at);
            var rows = length / columns;
            var turned = buffer[..length];
            Turn(x.Slice(at, length), columns, turned);
            NarrowPart(turned, rows, perRow, logarithm, logSums.IsEmpty ? logSums : logSums.Slice(at / columns, rows));
            Turn<T>(turned, rows, y.Slice(at, length));
        }
    }

    // x [columns, rows].
    private static void NarrowPart<T>(Span<T> x, int rows, Span<T> perRow, bool logarithm, Span<T> logSums) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var peaks = perRow[..rows];
        var sums = perRow.Slice(MostRows, rows);
        var exponentials = perRow.Slice(2 * MostRows, rows);
        x[..rows].CopyTo(peaks);
        for (var at = rows; at < x.Length; at += rows)
            TensorPrimitives.Max<T>(peaks, x.Slice(at, rows), peaks);
        sums.Clear();
        for (var at = 0; at < x.Length; at += rows)
        {
            var column = x.Slice(at, rows);
            TensorPrimitives.Subtract<T>(column, peaks, column);
            var exponential = logarithm ? exponentials : column;
            TensorPrimitives.Exp<T>(column, exponential);
            TensorPrimitives.Add<T>(sums, exponential, sums);
        }

        if (!logSums.IsEmpty)
        {
            TensorPrimitives.Log<T>(sums, logSums);
            TensorPrimitives.Add<T>(logSums, peaks, logSums);
        }
        if (logarithm)
            TensorPrimitives.Log<T>(sums, sums);
        for (var at = 0; at < x.Length; at += rows)
            if (logarithm)
                TensorPrimitives.Subtract<T>(x.Slice(at, rows), sums, x.Slice(at, rows));
            else
                TensorPrimitives.Divide<T>(x.Slice(at, rows), sums, x.Slice(at, rows));
    }

    // to [columns, rows] = from [rows, columns] with rows and columns exchanged.
    private static void Turn<T>(ReadOnlySpan<T> from, int columns, Span<T> to) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = from.Length / columns;
        for (var row = 0; row < rows; row++)
        {
            var values = from.Slice(row * columns, columns);
            for (int j = 0, at = row; j < values.Length; j++, at += rows)
                to[at] = values[j];
        }
    }
}
