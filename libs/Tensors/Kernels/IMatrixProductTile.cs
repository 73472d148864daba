namespace NetMl.Tensors.Kernels;

/// <summary>The innermost loop of a matrix product: a tile of c that stays in registers while the inner index runs.</summary>
/// <remarks>
/// c (+)= a · b for a tile of <see cref="Rows"/> or <see cref="TailRows"/> rows and 2·<see cref="Lanes"/> (wide) or
/// <see cref="Lanes"/> (narrow) columns. Each value is summed over ascending steps in one accumulator that begins at zero; with
/// <c>add</c> it is added to c at the end. <c>panel</c> is b: the columns of a step side by side, <c>panelStep</c> values from step to step.
/// Tiles and packing skip the first tier of compilation: the first product of a process takes half the time, the second a fifth.
/// </remarks>
internal unsafe interface IMatrixProductTile
{
    /// <summary>Rows of a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Rows of a tile for what whole tiles leave over.</summary>
    static abstract int TailRows { get; }

    /// <summary>Values of one vector.</summary>
    static abstract int Lanes { get; }

    static abstract void RunWide(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add);

    static abstract void RunNarrow(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add);

    static abstract void RunWideTail(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add);

    static abstract void RunNarrowTail(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add);
}
