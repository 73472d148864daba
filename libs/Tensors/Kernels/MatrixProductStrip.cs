namespace NetMl.Tensors.Kernels;

/// <summary>A matrix in memory that a product reads by rows and steps (the inner index): value (i, p) is at Start + i·RowStride + p·StepStride.</summary>
/// <remarks>The right operand is described the same way, its columns as rows: a product sums a(i, p)·b(j, p) over p.</remarks>
internal readonly unsafe struct MatrixProductStrip(float* start, nint rowStride, nint stepStride, int steps)
{
    /// <summary>Value (0, 0); the caller of the product keeps the memory pinned.</summary>
    public readonly float* Start = start;

    /// <summary>Values from one row to the next; 1 when the matrix is read transposed or is packed.</summary>
    public readonly nint RowStride = rowStride;

    /// <summary>Values from one step to the next; 1 when rows lie contiguous.</summary>
    public readonly nint StepStride = stepStride;

    /// <summary>Length of the inner index.</summary>
    public readonly int Steps = steps;

    /// <summary>The part from a row and a step on.</summary>
    public MatrixProductStrip From(int row, int step, int steps) => new(Start + row * RowStride + step * StepStride, RowStride, StepStride, steps);
}
