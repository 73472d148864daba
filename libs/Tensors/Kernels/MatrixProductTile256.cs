using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

/// <summary>Tiles of 6 or 4 rows by 2 or 1 vectors of 8 lanes, for AVX2 with FMA.</summary>
internal readonly unsafe struct MatrixProductTile256 : IMatrixProductTile
{
    public static int Rows => 6;

    public static int TailRows => 4;

    public static int Lanes => 8;

    // Row i of the tile lies in ci0 and ci1 (i in hexadecimal): 12 accumulators, 2 vectors of b, 1 broadcast.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunWide(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a3 = a.Start + 3 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var (c00, c01) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c10, c11) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c20, c21) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c30, c31) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c40, c41) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c50, c51) = (Vector256<float>.Zero, Vector256<float>.Zero);

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector256.Load(panel);
            var b1 = Vector256.Load(panel + 8);
            var x0 = Vector256.Create(*a0);
            c00 = Vector256.FusedMultiplyAdd(x0, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x0, b1, c01);
            var x1 = Vector256.Create(*(a0 + row));
            c10 = Vector256.FusedMultiplyAdd(x1, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x1, b1, c11);
            var x2 = Vector256.Create(*(a0 + 2 * row));
            c20 = Vector256.FusedMultiplyAdd(x2, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x2, b1, c21);
            var x3 = Vector256.Create(*a3);
            c30 = Vector256.FusedMultiplyAdd(x3, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x3, b1, c31);
            var x4 = Vector256.Create(*(a3 + row));
            c40 = Vector256.FusedMultiplyAdd(x4, b0, c40);
            c41 = Vector256.FusedMultiplyAdd(x4, b1, c41);
            var x5 = Vector256.Create(*(a3 + 2 * row));
            c50 = Vector256.FusedMultiplyAdd(x5, b0, c50);
            c51 = Vector256.FusedMultiplyAdd(x5, b1, c51);
            panel += panelStep;
            a0 += step;
            a3 += step;
        }

        if (add)
        {
            c00 += Vector256.Load(c);
            c01 += Vector256.Load(c + 8);
            c10 += Vector256.Load(c + cRow);
            c11 += Vector256.Load(c + cRow + 8);
            c20 += Vector256.Load(c + 2 * cRow);
            c21 += Vector256.Load(c + 2 * cRow + 8);
            c30 += Vector256.Load(c + 3 * cRow);
            c31 += Vector256.Load(c + 3 * cRow + 8);
            c40 += Vector256.Load(c + 4 * cRow);
            c41 += Vector256.Load(c + 4 * cRow + 8);
            c50 += Vector256.Load(c + 5 * cRow);
            c51 += Vector256.Load(c + 5 * cRow + 8);
        }
        c00.Store(c);
        c01.Store(c + 8);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 8);
        c20.Store(c + 2 * cRow);
        c21.Store(c + 2 * cRow + 8);
        c30.Store(c + 3 * cRow);
        c31.Store(c + 3 * cRow + 8);
        c40.Store(c + 4 * cRow);
        c41.Store(c + 4 * cRow + 8);
        c50.Store(c + 5 * cRow);
        c51.Store(c + 5 * cRow + 8);
    }

    // Row i of the tile lies in ci0; the broadcasts are operands of the multiplications.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunNarrow(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a3 = a.Start + 3 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var c00 = Vector256<float>.Zero;
        var c10 = Vector256<float>.Zero;
        var c20 = Vector256<float>.Zero;
        var c30 = Vector256<float>.Zero;
        var c40 = Vector256<float>.Zero;
        var c50 = Vector256<float>.Zero;

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector256.Load(panel);
            c00 = Vector256.FusedMultiplyAdd(Vector256.Create(*a0), b0, c00);
            c10 = Vector256.FusedMultiplyAdd(Vector256.Create(*(a0 + row)), b0, c10);
            c20 = Vector256.FusedMultiplyAdd(Vector256.Create(*(a0 + 2 * row)), b0, c20);
            c30 = Vector256.FusedMultiplyAdd(Vector256.Create(*a3), b0, c30);
            c40 = Vector256.FusedMultiplyAdd(Vector256.Create(*(a3 + row)), b0, c40);
            c50 = Vector256.FusedMultiplyAdd(Vector256.Create(*(a3 + 2 * row)), b0, c50);
            panel += panelStep;
            a0 += step;
            a3 += step;
        }

        if (add)
        {
            c00 += Vector256.Load(c);
            c10 += Vector256.Load(c + cRow);
            c20 += Vector256.Load(c + 2 * cRow);
            c30 += Vector256.Load(c + 3 * cRow);
            c40 += Vector256.Load(c + 4 * cRow);
            c50 += Vector256.Load(c + 5 * cRow);
        }
        c00.Store(c);
        c10.Store(c + cRow);
        c20.Store(c + 2 * cRow);
        c30.Store(c + 3 * cRow);
        c40.Store(c + 4 * cRow);
        c50.Store(c + 5 * cRow);
    }

    // As above, 4 rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunWideTail(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a2 = a.Start + 2 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var (c00, c01) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c10, c11) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c20, c21) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (c30, c31) = (Vector256<float>.Zero, Vector256<float>.Zero);

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector256.Load(panel);
            var b1 = Vector256.Load(panel + 8);
            var x0 = Vector256.Create(*a0);
            c00 = Vector256.FusedMultiplyAdd(x0, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x0, b1, c01);
            var x1 = Vector256.Create(*(a0 + row));
            c10 = Vector256.FusedMultiplyAdd(x1, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x1, b1, c11);
            var x2 = Vector256.Create(*a2);
            c20 = Vector256.FusedMultiplyAdd(x2, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x2, b1, c21);
            var x3 = Vector256.Create(*(a2 + row));
            c30 = Vector256.FusedMultiplyAdd(x3, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x3, b1, c31);
            panel += panelStep;
            a0 += step;
            a2 += step;
        }

        if (add)
        {
            c00 += Vector256.Load(c);
            c01 += Vector256.Load(c + 8);
            c10 += Vector256.Load(c + cRow);
            c11 += Vector256.Load(c + cRow + 8);
            c20 += Vector256.Load(c + 2 * cRow);
            c21 += Vector256.Load(c + 2 * cRow + 8);
            c30 += Vector256.Load(c + 3 * cRow);
            c31 += Vector256.Load(c + 3 * cRow + 8);
        }
        c00.Store(c);
        c01.Store(c + 8);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 8);
        c20.Store(c + 2 * cRow);
        c21.Store(c + 2 * cRow + 8);
        c30.Store(c + 3 * cRow);
        c31.Store(c + 3 * cRow + 8);
    }

    // As above, 4 rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunNarrowTail(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a2 = a.Start + 2 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var c00 = Vector256<float>.Zero;
        var c10 = Vector256<float>.Zero;
        var c20 = Vector256<float>.Zero;
        var c30 = Vector256<float>.Zero;

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector256.Load(panel);
            c00 = Vector256.FusedMultiplyAdd(Vector256.Create(*a0), b0, c00);
            c10 = Vector256.FusedMultiplyAdd(Vector256.Create(*(a0 + row)), b0, c10);
            c20 = Vector256.FusedMultiplyAdd(Vector256.Create(*a2), b0, c20);
            c30 = Vector256.FusedMultiplyAdd(Vector256.Create(*(a2 + row)), b0, c30);
            panel += panelStep;
            a0 += step;
            a2 += step;
        }

        if (add)
        {
            c00 += Vector256.Load(c);
            c10 += Vector256.Load(c + cRow);
            c20 += Vector256.Load(c + 2 * cRow);
            c30 += Vector256.Load(c + 3 * cRow);
        }
        c00.Store(c);
        c10.Store(c + cRow);
        c20.Store(c + 2 * cRow);
        c30.Store(c + 3 * cRow);
    }
}
