using System.Numerics.Tensors;

namespace NetMl.Tensors.Kernels;

/// <summary>One thread's part of a product: some rows of c, over panels of b.</summary>
/// <remarks>
/// Steps go in parts of at most <see cref="StepsAtOnce"/>, ascending, so that a panel of b and a strip of a stay in the first two
/// cache levels; each part is summed from zero and added to c. This fixes the order of summation for every cut into rows.
/// </remarks>
internal static unsafe class MatrixProductBlock<TTile> where TTile : struct, IMatrixProductTile
{
    /// <summary>Rows that are packed together: with <see cref="StepsAtOnce"/> steps a quarter of a second-level cache of 1 MB.</summary>
    public const int RowsAtOnce = 120;

    /// <summary>Steps of one pass over the tiles.</summary>
    public const int StepsAtOnce = 384;

    // With fewer columns a strip of a is read too rarely for packing it to pay.
    private const int ColumnsWithoutPacking = 128;

    // Rows this far apart (a multiple of a page) share few places of the first-level cache: more columns need them packed.
    private const int CacheStride = 1024;

    // Half a second-level cache of 1 MB for the panels that the strips of a pass over.
    private const int PanelValues = 1 << 17;

    private const int TileValues = 512;

    // Where a compact output begins in the scratch: behind a tile and a packed strip.
    private static int CompactFrom => TileValues + TTile.Rows * StepsAtOnce;

    /// <summary>Values of scratch that <see cref="Multiply"/> needs.</summary>
    public static int ScratchLength => TileValues + RowsAtOnce * StepsAtOnce;

    /// <summary>How long each part of that many steps is: the parts are as equal as can be.</summary>
    public static int PartOf(int steps)
    {
        var parts = (steps + StepsAtOnce - 1) / StepsAtOnce;
        return (steps + parts - 1) / parts;
    }

    /// <summary>c[rows, columns] (+)= a · b.</summary>
    /// <param name="b">Panels over all steps of a.</param>
    /// <param name="scratch">[<see cref="ScratchLength"/>].</param>
    public static void Multiply(in MatrixProductStrip a, in MatrixProductPanels<TTile> b, int rows, float* c, nint cRow, bool add, float* scratch)
    {
        var isPacked = a.RowStride == 1 ? b.Columns > TTile.Lanes : b.Columns > ColumnsWithoutPacking && a.RowStride % CacheStride == 0;
        var part = PartOf(a.Steps);
        for (var row = 0; row < rows; row += RowsAtOnce)
            for (var step = 0; step < a.Steps; step += part)
            {
                var strips = a.From(row, step, Math.Min(part, a.Steps - step));
                var output = new Output(Math.Min(RowsAtOnce, rows - row), c + row * cRow, cRow, add || step > 0, scratch);
                if (isPacked)
                    MultiplyPacked(strips, b.From(step), output);
                else if (b.Columns % TTile.Lanes != 0 && cRow == b.Columns && b.Columns <= ColumnsWithoutPacking)
                    MultiplyCompact(strips, b.From(step), output);
                else
                    MultiplyRows(strips, b.From(step), output);
            }
    }

    /// <summary>c (+)= a · b over few steps, with a and b read where they are in memory.</summary>
    /// <param name="aheadA">What comes after a, asked for while the tiles run.</param>
    /// <param name="aheadB">What comes after b.</param>
    public static void MultiplyInPlace(
        in MatrixProductStrip a, in MatrixProductPanels<TTile> b, in Output output, MatrixProductAhead aheadA, MatrixProductAhead aheadB)
    {
        int height;
        for (var row = 0; row < output.Rows; row += height)
        {
            var strip = StripAt(a, output, row, out height);
            for (var column = 0; column < b.Columns; column += MatrixProductPanels<TTile>.Width)
            {
                aheadA.Step();
                aheadB.Step();
                MultiplyTile(strip, height, b, output, row, column);
            }
        }
    }

    /// <summary>Tiles that cover c.</summary>
    public static int TilesOf(int rows, int columns) =>
        (rows + TTile.Rows - 1) / TTile.Rows * ((columns + MatrixProductPanels<TTile>.Width - 1) / MatrixProductPanels<TTile>.Width);

    // Reads the rows of a where they are: each strip meets panels while it is in the first-level cache.
    private static void MultiplyRows(in MatrixProductStrip a, in MatrixProductPanels<TTile> b, in Output output)
    {
        var width = MatrixProductPanels<TTile>.Width;
        var columns = Math.Max(1, PanelValues / a.Steps / width) * width;
        for (var from = 0; from < b.Columns; from += columns)
        {
            var to = Math.Min(from + columns, b.Columns);
            int height;
            for (var row = 0; row < output.Rows; row += height)
            {
                var strip = StripAt(a, output, row, out height);
                var ahead = AheadOf(a, row + height, to - from);
                for (var column = from; column < to; column += width)
                {
                    ahead.Step();
                    MatrixProductAhead.Tile(output.C + (row + height) * output.Stride + column, output.Stride, height, width);
                    MultiplyTile(strip, height, b, output, row, column);
                }
            }
        }
    }

    // Columns that do not fill their last panel: whole tiles go to a copy of the output's rows, each of which is overwritten where the
    // one before ran over its end. Hence rows ascend and panels descend.
    private static void MultiplyCompact(in MatrixProductStrip a, in MatrixProductPanels<TTile> b, in Output output)
    {
        var compact = new Output(output.Rows, output.Scratch + CompactFrom, b.Columns, false, output.Scratch, hasRoom: true);
        int height;
        for (var row = 0; row < output.Rows; row += height)
        {
            var strip = StripAt(a, output, row, out height);
            var ahead = AheadOf(a, row + height, b.Columns);
            for (var panel = TilesOf(1, b.Columns) - 1; panel >= 0; panel--)
            {
                ahead.Step();
                MultiplyTile(strip, height, b, compact, row, panel * MatrixProductPanels<TTile>.Width);
            }
        }
        var values = new ReadOnlySpan<float>(compact.C, output.Rows * b.Columns);
        var c = new Span<float>(output.C, values.Length);
        if (output.Add)
            TensorPrimitives.Add(c, values, c);
        else
            values.CopyTo(c);
    }

    // The strip that begins at a row, when it lies in one piece.
    private static MatrixProductAhead AheadOf(in MatrixProductStrip a, int row, int columns) =>
        new(a.From(row, 0, 0).Start, a.RowStride == a.Steps ? (nint)TTile.Rows * a.Steps : 0, TilesOf(1, columns));

    // The rows of one tile: where they are, or packed with zeros behind when they are too few.
    private static MatrixProductStrip StripAt(in MatrixProductStrip a, in Output output, int row, out int height)
    {
        height = HeightAt(row, output.Rows);
        var strip = a.From(row, 0, a.Steps);
        if (output.Rows - row >= height)
            return strip;
        var packed = output.Scratch + TileValues;
        MatrixProductPacking.Pack(strip, output.Rows - row, height, packed);
        return new MatrixProductStrip(packed, 1, height, a.Steps);
    }

    // Packs the rows and lets each panel of b pass over all of them.
    private static void MultiplyPacked(in MatrixProductStrip a, in MatrixProductPanels<TTile> b, in Output output)
    {
        var packed = output.Scratch + TileValues;
        int height;
        for (var row = 0; row < output.Rows; row += height)
        {
            height = HeightAt(row, output.Rows);
            MatrixProductPacking.Pack(a.From(row, 0, a.Steps), Math.Min(height, output.Rows - row), height, packed + row * a.Steps);
        }
        for (var column = 0; column < b.Columns; column += MatrixProductPanels<TTile>.Width)
            for (var row = 0; row < output.Rows; row += height)
            {
                height = HeightAt(row, output.Rows);
                MultiplyTile(new MatrixProductStrip(packed + row * a.Steps, 1, height, a.Steps), height, b, output, row, column);
            }
    }

    // Rows of the tile that begins at a row: of what whole tiles leave over, several low tiles where they compute less.
    private static int HeightAt(int row, int rows)
    {
        var rest = rows - row;
        var low = (rest + TTile.TailRows - 1) / TTile.TailRows * TTile.TailRows;
        return low < TTile.Rows ? TTile.TailRows : TTile.Rows;
    }

    // A tile that c has no room for is computed beside it.
    private static void MultiplyTile(in MatrixProductStrip a, int height, in MatrixProductPanels<TTile> b, in Output output, int row, int column)
    {
        var (rows, columns) = (Math.Min(height, output.Rows - row), Math.Min(MatrixProductPanels<TTile>.Width, b.Columns - column));
        var c = output.C + row * output.Stride + column;
        var panel = b.At(column, out var panelStep, out var width);
        if (output.HasRoom || rows == height && columns == width)
        {
            RunTile(a, height, panel, panelStep, width, c, output.Stride, output.Add);
            return;
        }
        RunTile(a, height, panel, panelStep, width, output.Scratch, width, false);
        MatrixProductPacking.CopyTile(output.Scratch, width, rows, columns, c, output.Stride, output.Add);
    }

    private static void RunTile(in MatrixProductStrip a, int height, float* panel, nint panelStep, int width, float* c, nint cRow, bool add)
    {
        if (height == TTile.Rows)
        {
            if (width > TTile.Lanes)
                TTile.RunWide(a, panel, panelStep, c, cRow, add);
            else
                TTile.RunNarrow(a, panel, panelStep, c, cRow, add);
        }
        else if (width > TTile.Lanes)
            TTile.RunWideTail(a, panel, panelStep, c, cRow, add);
        else
            TTile.RunNarrowTail(a, panel, panelStep, c, cRow, add);
    }

    /// <summary>Where a pass over tiles writes.</summary>
    /// <param name="hasRoom">Whether whole tiles may be written where rows or columns end.</param>
    public readonly struct Output(int rows, float* c, nint stride, bool add, float* scratch, bool hasRoom = false)
    {
        public readonly int Rows = rows;
        public readonly float* C = c;
        public readonly nint Stride = stride;
        public readonly bool Add = add;
        public readonly float* Scratch = scratch;
        public readonly bool HasRoom = hasRoom;
    }
}
