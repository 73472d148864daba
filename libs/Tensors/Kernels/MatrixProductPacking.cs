using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetMl.Tensors.Kernels;

/// <summary>Packs rows of a matrix into a panel: step after step, the values of all its rows side by side.</summary>
internal static unsafe class MatrixProductPacking
{
    /// <summary>panel[p·width + i] = source(i, p); rows from <paramref name="rows"/> to the width become zero.</summary>
    /// <param name="panel">[source.Steps · width].</param>
    public static void Pack(in MatrixProductStrip source, int rows, int width, float* panel)
    {
        if (rows < width)
            PackPart(source, rows, width, panel);
        else if (source.RowStride == 1)
            PackColumns(source, width, panel);
        else
            PackRows(source, width, panel);
    }

    // Steps are contiguous runs of `width` values.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns(in MatrixProductStrip source, int width, float* panel)
    {
        var from = source.Start;
        var stride = source.StepStride;
        if (width == 32)
        {
            for (var p = source.Steps; p > 0; p--, from += stride, panel += 32)
            {
                Vector512.Load(from).Store(panel);
                Vector512.Load(from + 16).Store(panel + 16);
            }
            return;
        }
        if (width == 16)
        {
            for (var p = source.Steps; p > 0; p--, from += stride, panel += 16)
                Vector512.Load(from).Store(panel);
            return;
        }
        if (width == 8)
        {
            for (var p = source.Steps; p > 0; p--, from += stride, panel += 8)
                Vector256.Load(from).Store(panel);
            return;
        }
        if (width == 12)
        {
            for (var p = source.Steps; p > 0; p--, from += stride, panel += 12)
            {
                Vector256.Load(from).Store(panel);
                Vector128.Load(from + 8).Store(panel + 8);
            }
            return;
        }
        for (var p = source.Steps; p > 0; p--, from += stride, panel += width)
            for (var i = 0; i < width; i++)
                panel[i] = from[i];
    }

    // Rows are contiguous in p: squares of 4 by 4 are turned in registers, the rest value by value.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(in MatrixProductStrip source, int width, float* panel)
    {
        var stride = source.RowStride;
        var whole = source.Steps & ~3;
        var i = 0;
        for (; i <= width - 4; i += 4)
        {
            var row = source.Start + i * stride;
            var to = panel + i;
            for (var p = 0; p < whole; p += 4, row += 4, to += 4 * width)
            {
                var (r0, r1) = (Vector128.Load(row), Vector128.Load(row + stride));
                var (r2, r3) = (Vector128.Load(row + 2 * stride), Vector128.Load(row + 3 * stride));
                var (low02, high02) = (Sse.UnpackLow(r0, r2), Sse.UnpackHigh(r0, r2));
                var (low13, high13) = (Sse.UnpackLow(r1, r3), Sse.UnpackHigh(r1, r3));
                Sse.UnpackLow(low02, low13).Store(to);
                Sse.UnpackHigh(low02, low13).Store(to + width);
                Sse.UnpackLow(high02, high13).Store(to + 2 * width);
                Sse.UnpackHigh(high02, high13).Store(to + 3 * width);
            }
            for (var p = whole; p < source.Steps; p++, row++, to += width)
                for (var r = 0; r < 4; r++)
                    to[r] = row[r * stride];
        }
        for (; i < width; i++)
            for (var p = 0; p < source.Steps; p++)
                panel[p * width + i] = source.Start[i * stride + p];
    }

    private static void PackPart(in MatrixProductStrip source, int rows, int width, float* panel)
    {
        new Span<float>(panel, source.Steps * width).Clear();
        if (source.RowStride == 1)
        {
            for (var p = 0; p < source.Steps; p++)
                for (var i = 0; i < rows; i++)
                    panel[p * width + i] = source.Start[p * source.StepStride + i];
            return;
        }
        for (var i = 0; i < rows; i++)
            for (var p = 0; p < source.Steps; p++)
                panel[p * width + i] = source.Start[i * source.RowStride + p];
    }

    /// <summary>c[rows, columns] (+)= the upper left part of a tile.</summary>
    /// <param name="tile">Rows of <paramref name="width"/> values, a multiple of 8.</param>
    public static void CopyTile(float* tile, int width, int rows, int columns, float* c, nint cRow, bool add)
    {
        if (Avx512F.IsSupported && width >= 16)
        {
            CopyTileMasked(tile, width, rows, columns, c, cRow, add);
            return;
        }
        for (var row = 0; row < rows; row++, tile += width, c += cRow)
            for (var column = 0; column < columns; column++)
                c[column] = add ? c[column] + tile[column] : tile[column];
    }

    // Lanes beyond the columns are neither read nor written.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyTileMasked(float* tile, int width, int rows, int columns, float* c, nint cRow, bool add)
    {
        for (var from = 0; from < columns; from += 16)
        {
            var mask = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(columns - from)).AsSingle();
            for (var row = 0; row < rows; row++)
            {
                var values = Vector512.Load(tile + row * width + from);
                var to = c + row * cRow + from;
                if (add)
                    values += Avx512F.MaskLoad(to, mask, Vector512<float>.Zero);
                Avx512F.MaskStore(to, mask, values);
            }
        }
    }
}
