namespace NetMl.Tensors.Kernels;

/// <summary>The right matrix of a product, cut into panels of as many columns as a tile has.</summary>
/// <remarks>
/// A packed panel holds, step after step, its columns side by side, zeros where the matrix has no more columns. Panels follow each
/// other; the last is narrow when one vector has room for its columns. A matrix whose steps are rows may be read in place instead:
/// then only a last panel that is not full is packed.
/// </remarks>
/// <param name="matrix">Its rows are the columns of the product.</param>
/// <param name="columns">How many.</param>
/// <param name="packed">[<see cref="PackedLength"/>].</param>
/// <param name="isInPlace">Whether full panels are read where they are; only where the matrix's RowStride is 1.</param>
internal readonly unsafe struct MatrixProductPanels<TTile>(in MatrixProductStrip matrix, int columns, float* packed, bool isInPlace)
    where TTile : struct, IMatrixProductTile
{
    private readonly MatrixProductStrip _matrix = matrix;
    private readonly float* _packed = packed;
    private readonly bool _isInPlace = isInPlace;
    private readonly int _step;

    private MatrixProductPanels(in MatrixProductPanels<TTile> panels, int step) : this(panels._matrix, panels.Columns, panels._packed, panels._isInPlace) =>
        _step = step;

    /// <summary>Columns of a wide panel.</summary>
    public static int Width => 2 * TTile.Lanes;

    /// <summary>Columns of the product.</summary>
    public int Columns { get; } = columns;

    /// <summary>Values that all panels take when packed.</summary>
    public static int PackedLength(int columns, int steps) => (columns + TTile.Lanes - 1) / TTile.Lanes * TTile.Lanes * steps;

    /// <summary>Packs the panels of columns [from, to), as far as they are not read in place; from is a multiple of the width.</summary>
    public void Pack(int from, int to)
    {
        for (var column = from; column < to; column += Width)
            if (!IsInPlace(column))
            {
                var width = WidthAt(column);
                MatrixProductPacking.Pack(_matrix.From(column, 0, _matrix.Steps), Math.Min(width, Columns - column), width, PackedAt(column));
            }
    }

    /// <summary>The panels from a step on.</summary>
    public MatrixProductPanels<TTile> From(int step) => new(this, _step + step);

    /// <summary>The panel that begins at a column.</summary>
    /// <param name="panelStep">Values from step to step.</param>
    /// <param name="width">Columns of the panel, zeros among them.</param>
    public float* At(int column, out nint panelStep, out int width)
    {
        width = WidthAt(column);
        if (IsInPlace(column))
        {
            panelStep = _matrix.StepStride;
            return _matrix.Start + column + _step * panelStep;
        }
        panelStep = width;
        return PackedAt(column) + (nint)_step * width;
    }

    private int WidthAt(int column) => Columns - column > TTile.Lanes ? Width : TTile.Lanes;

    private bool IsInPlace(int column) => _isInPlace && Columns - column >= WidthAt(column);

    private float* PackedAt(int column) => _isInPlace ? _packed : _packed + (nint)column * _matrix.Steps;
}
