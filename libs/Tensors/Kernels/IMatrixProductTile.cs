namespace NetMl.Tensors.Kernels;

/// <summary>The innermost loop of a matrix product: a tile of c that stays in registers while the inner index runs.</summary>
/// <remarks>
/// Each value is summed over ascending steps in one accumulator that begins at zero; with <c>add</c> it is added to c at the end.
/// The panel holds, per step, the 2·<see cref="Lanes"/> (wide) or <see cref="Lanes"/> (narrow) values of b side by side.
/// </remarks>
internal unsafe interface IMatrixProductTile
{
    /// <summary>Rows of a tile, a multiple of 3.</summary>
    static abstract int Rows { get; }

    /// <summary>Values of one vector; a wide tile has twice as many columns.</summary>
    static abstract int Lanes { get; }

    /// <summary>c[<see cref="Rows"/>, 2·<see cref="Lanes"/>] (+)= a · panel.</summary>
    static abstract void RunWide(in MatrixProductStrip a, float* panel, float* c, nint cRow, bool add);

    /// <summary>c[<see cref="Rows"/>, <see cref="Lanes"/>] (+)= a · panel.</summary>
    static abstract void RunNarrow(in MatrixProductStrip a, float* panel, float* c, nint cRow, bool add);
}
