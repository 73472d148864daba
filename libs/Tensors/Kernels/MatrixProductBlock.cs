using System.Runtime.CompilerServices;

namespace NetMl.Tensors.Kernels;

/// <summary>One thread's part of a product: some rows of c, over packed panels of b.</summary>
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

    // Below this many columns a strip of a is read too rarely for packing it to pay.
    private const int ColumnsWithoutPacking = 128;

    private const int TileValues = 512;

    /// <summary>Columns of a wide panel.</summary>
    public static int Width => 2 * TTile.Lanes;

    /// <summary>Columns of the panel that begins at a column: narrow when what is left fits.</summary>
    public static int WidthAt(int column, int columns) => columns - column > TTile.Lanes ? Width : TTile.Lanes;

    /// <summary>Values of a packed b of that size.</summary>
    public static int PackedLength(int columns, int steps) => (columns + TTile.Lanes - 1) / TTile.Lanes * TTile.Lanes * steps;

    /// <summary>Values of scratch that <see cref="Multiply"/> needs.</summary>
    public static int ScratchLength => TileValues + RowsAtOnce * StepsAtOnce;

    /// <summary>How long each part of that many steps is: the parts are as equal as can be.</summary>
    public static int PartOf(int steps)
    {
        var parts = (steps + StepsAtOnce - 1) / StepsAtOnce;
        return (steps + parts - 1) / parts;
    }

    /// <summary>Packs columns [from, to) of b, where from is a multiple of the panel width.</summary>
    /// <param name="b">Column j is row j of the strip.</param>
    /// <param name="packed">The whole packed b.</param>
    public static void PackColumns(in MatrixProductStrip b, int from, int to, int columns, float* packed)
    {
        for (var column = from; column < to; column += Width)
        {
            var width = WidthAt(column, columns);
            MatrixProductPanels.Pack(b.From(column, 0, b.Steps), Math.Min(width, columns - column), width, packed + (nint)column * b.Steps);
        }
    }

    /// <summary>c[rows, columns] (+)= a · b.</summary>
    /// <param name="packed">Panels of b over all steps of a.</param>
    /// <param name="scratch">[<see cref="ScratchLength"/>].</param>
    public static void Multiply(in MatrixProductStrip a, float* packed, int rows, int columns, float* c, nint cRow, bool add, float* scratch)
    {
        var isPacked = columns > ColumnsWithoutPacking || a.RowStride == 1 && columns > Width;
        var part = PartOf(a.Steps);
        for (var row = 0; row < rows; row += RowsAtOnce)
            for (var step = 0; step < a.Steps; step += part)
            {
                var strip = a.From(row, step, Math.Min(part, a.Steps - step));
                var part0 = new Part(packed, a.Steps, step, Math.Min(RowsAtOnce, rows - row), columns, c + row * cRow, cRow, add || step > 0, scratch);
                if (isPacked)
                    MultiplyPacked(strip, part0);
                else
                    MultiplyInPlace(strip, part0);
            }
    }

    // Packs the rows and lets each panel of b pass over all of them.
    private static void MultiplyPacked(in MatrixProductStrip a, in Part part)
    {
        var panel = part.Scratch + TileValues;
        for (var row = 0; row < part.Rows; row += TTile.Rows)
            MatrixProductPanels.Pack(a.From(row, 0, a.Steps), Math.Min(TTile.Rows, part.Rows - row), TTile.Rows, panel + row * a.Steps);
        for (var column = 0; column < part.Columns; column += Width)
            for (var row = 0; row < part.Rows; row += TTile.Rows)
                MultiplyTile(new MatrixProductStrip(panel + row * a.Steps, 1, TTile.Rows, a.Steps), part, row, column);
    }

    // Reads the rows where they are: each strip meets all panels while it is in the first-level cache.
    private static void MultiplyInPlace(in MatrixProductStrip a, in Part part)
    {
        var row = 0;
        for (; row <= part.Rows - TTile.Rows; row += TTile.Rows)
            for (var column = 0; column < part.Columns; column += Width)
                MultiplyTile(a.From(row, 0, a.Steps), part, row, column);
        if (row == part.Rows)
            return;
        var panel = part.Scratch + TileValues;
        MatrixProductPanels.Pack(a.From(row, 0, a.Steps), part.Rows - row, TTile.Rows, panel);
        for (var column = 0; column < part.Columns; column += Width)
            MultiplyTile(new MatrixProductStrip(panel, 1, TTile.Rows, a.Steps), part, row, column);
    }

    // A tile that c has no room for is computed beside it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTile(in MatrixProductStrip a, in Part part, int row, int column)
    {
        var width = WidthAt(column, part.Columns);
        var panel = part.Packed + (nint)column * part.PackedSteps + part.Step * width;
        var c = part.C + row * part.CRow + column;
        if (part.Rows - row >= TTile.Rows && part.Columns - column >= width)
        {
            RunTile(a, panel, width, c, part.CRow, part.Add);
            return;
        }
        RunTile(a, panel, width, part.Scratch, width, false);
        MatrixProductPanels.CopyTile(part.Scratch, width, Math.Min(TTile.Rows, part.Rows - row), Math.Min(width, part.Columns - column), c, part.CRow, part.Add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunTile(in MatrixProductStrip a, float* panel, int width, float* c, nint cRow, bool add)
    {
        if (width == Width)
            TTile.RunWide(a, panel, c, cRow, add);
        else
            TTile.RunNarrow(a, panel, c, cRow, add);
    }

    // Rows of one packing and steps of one pass; Step is where they begin among the PackedSteps of the panels.
    private readonly struct Part(float* packed, int packedSteps, int step, int rows, int columns, float* c, nint cRow, bool add, float* scratch)
    {
        public readonly float* Packed = packed;
        public readonly int PackedSteps = packedSteps;
        public readonly int Step = step;
        public readonly int Rows = rows;
        public readonly int Columns = columns;
        public readonly float* C = c;
        public readonly nint CRow = cRow;
        public readonly bool Add = add;
        public readonly float* Scratch = scratch;
    }
}
