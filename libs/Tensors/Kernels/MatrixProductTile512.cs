using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetMl.Tensors.Kernels;

/// <summary>Tiles of 12 or 4 rows by 2 or 1 vectors of 16 lanes, for AVX-512.</summary>
internal readonly unsafe struct MatrixProductTile512 : IMatrixProductTile
{
    public static int Rows => 12;

    public static int TailRows => 4;

    public static int Lanes => 16;

    // Row i of the tile lies in ci0 and ci1 (i in hexadecimal): 24 accumulators, 2 vectors of b, 1 broadcast.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunWide(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a3 = a.Start + 3 * a.RowStride;
        var a6 = a.Start + 6 * a.RowStride;
        var a9 = a.Start + 9 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var (c00, c01) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c10, c11) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c20, c21) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c30, c31) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c40, c41) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c50, c51) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c60, c61) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c70, c71) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c80, c81) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c90, c91) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (cA0, cA1) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (cB0, cB1) = (Vector512<float>.Zero, Vector512<float>.Zero);

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector512.Load(panel);
            var b1 = Vector512.Load(panel + 16);
            var x0 = Vector512.Create(*a0);
            c00 = Vector512.FusedMultiplyAdd(x0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x0, b1, c01);
            var x1 = Vector512.Create(*(a0 + row));
            c10 = Vector512.FusedMultiplyAdd(x1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x1, b1, c11);
            var x2 = Vector512.Create(*(a0 + 2 * row));
            c20 = Vector512.FusedMultiplyAdd(x2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x2, b1, c21);
            var x3 = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x3, b1, c31);
            var x4 = Vector512.Create(*(a3 + row));
            c40 = Vector512.FusedMultiplyAdd(x4, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x4, b1, c41);
            var x5 = Vector512.Create(*(a3 + 2 * row));
            c50 = Vector512.FusedMultiplyAdd(x5, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x5, b1, c51);
            var x6 = Vector512.Create(*a6);
            c60 = Vector512.FusedMultiplyAdd(x6, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x6, b1, c61);
            var x7 = Vector512.Create(*(a6 + row));
            c70 = Vector512.FusedMultiplyAdd(x7, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x7, b1, c71);
            var x8 = Vector512.Create(*(a6 + 2 * row));
            c80 = Vector512.FusedMultiplyAdd(x8, b0, c80);
            c81 = Vector512.FusedMultiplyAdd(x8, b1, c81);
            var x9 = Vector512.Create(*a9);
            c90 = Vector512.FusedMultiplyAdd(x9, b0, c90);
            c91 = Vector512.FusedMultiplyAdd(x9, b1, c91);
            var xA = Vector512.Create(*(a9 + row));
            cA0 = Vector512.FusedMultiplyAdd(xA, b0, cA0);
            cA1 = Vector512.FusedMultiplyAdd(xA, b1, cA1);
            var xB = Vector512.Create(*(a9 + 2 * row));
            cB0 = Vector512.FusedMultiplyAdd(xB, b0, cB0);
            cB1 = Vector512.FusedMultiplyAdd(xB, b1, cB1);
            panel += panelStep;
            a0 += step;
            a3 += step;
            a6 += step;
            a9 += step;
        }

        if (add)
        {
            c00 += Vector512.Load(c);
            c01 += Vector512.Load(c + 16);
            c10 += Vector512.Load(c + cRow);
            c11 += Vector512.Load(c + cRow + 16);
            c20 += Vector512.Load(c + 2 * cRow);
            c21 += Vector512.Load(c + 2 * cRow + 16);
            c30 += Vector512.Load(c + 3 * cRow);
            c31 += Vector512.Load(c + 3 * cRow + 16);
            c40 += Vector512.Load(c + 4 * cRow);
            c41 += Vector512.Load(c + 4 * cRow + 16);
            c50 += Vector512.Load(c + 5 * cRow);
            c51 += Vector512.Load(c + 5 * cRow + 16);
            c60 += Vector512.Load(c + 6 * cRow);
            c61 += Vector512.Load(c + 6 * cRow + 16);
            c70 += Vector512.Load(c + 7 * cRow);
            c71 += Vector512.Load(c + 7 * cRow + 16);
            c80 += Vector512.Load(c + 8 * cRow);
            c81 += Vector512.Load(c + 8 * cRow + 16);
            c90 += Vector512.Load(c + 9 * cRow);
            c91 += Vector512.Load(c + 9 * cRow + 16);
            cA0 += Vector512.Load(c + 10 * cRow);
            cA1 += Vector512.Load(c + 10 * cRow + 16);
            cB0 += Vector512.Load(c + 11 * cRow);
            cB1 += Vector512.Load(c + 11 * cRow + 16);
        }
        c00.Store(c);
        c01.Store(c + 16);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 16);
        c20.Store(c + 2 * cRow);
        c21.Store(c + 2 * cRow + 16);
        c30.Store(c + 3 * cRow);
        c31.Store(c + 3 * cRow + 16);
        c40.Store(c + 4 * cRow);
        c41.Store(c + 4 * cRow + 16);
        c50.Store(c + 5 * cRow);
        c51.Store(c + 5 * cRow + 16);
        c60.Store(c + 6 * cRow);
        c61.Store(c + 6 * cRow + 16);
        c70.Store(c + 7 * cRow);
        c71.Store(c + 7 * cRow + 16);
        c80.Store(c + 8 * cRow);
        c81.Store(c + 8 * cRow + 16);
        c90.Store(c + 9 * cRow);
        c91.Store(c + 9 * cRow + 16);
        cA0.Store(c + 10 * cRow);
        cA1.Store(c + 10 * cRow + 16);
        cB0.Store(c + 11 * cRow);
        cB1.Store(c + 11 * cRow + 16);
    }

    // Row i of the tile lies in ci0; the broadcasts are operands of the multiplications.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunNarrow(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a3 = a.Start + 3 * a.RowStride;
        var a6 = a.Start + 6 * a.RowStride;
        var a9 = a.Start + 9 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var c00 = Vector512<float>.Zero;
        var c10 = Vector512<float>.Zero;
        var c20 = Vector512<float>.Zero;
        var c30 = Vector512<float>.Zero;
        var c40 = Vector512<float>.Zero;
        var c50 = Vector512<float>.Zero;
        var c60 = Vector512<float>.Zero;
        var c70 = Vector512<float>.Zero;
        var c80 = Vector512<float>.Zero;
        var c90 = Vector512<float>.Zero;
        var cA0 = Vector512<float>.Zero;
        var cB0 = Vector512<float>.Zero;

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector512.Load(panel);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Create(*a0), b0, c00);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a0 + row)), b0, c10);
            c20 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a0 + 2 * row)), b0, c20);
            c30 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), b0, c30);
            c40 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a3 + row)), b0, c40);
            c50 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a3 + 2 * row)), b0, c50);
            c60 = Vector512.FusedMultiplyAdd(Vector512.Create(*a6), b0, c60);
            c70 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a6 + row)), b0, c70);
            c80 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a6 + 2 * row)), b0, c80);
            c90 = Vector512.FusedMultiplyAdd(Vector512.Create(*a9), b0, c90);
            cA0 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a9 + row)), b0, cA0);
            cB0 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a9 + 2 * row)), b0, cB0);
            panel += panelStep;
            a0 += step;
            a3 += step;
            a6 += step;
            a9 += step;
        }

        if (add)
        {
            c00 += Vector512.Load(c);
            c10 += Vector512.Load(c + cRow);
            c20 += Vector512.Load(c + 2 * cRow);
            c30 += Vector512.Load(c + 3 * cRow);
            c40 += Vector512.Load(c + 4 * cRow);
            c50 += Vector512.Load(c + 5 * cRow);
            c60 += Vector512.Load(c + 6 * cRow);
            c70 += Vector512.Load(c + 7 * cRow);
            c80 += Vector512.Load(c + 8 * cRow);
            c90 += Vector512.Load(c + 9 * cRow);
            cA0 += Vector512.Load(c + 10 * cRow);
            cB0 += Vector512.Load(c + 11 * cRow);
        }
        c00.Store(c);
        c10.Store(c + cRow);
        c20.Store(c + 2 * cRow);
        c30.Store(c + 3 * cRow);
        c40.Store(c + 4 * cRow);
        c50.Store(c + 5 * cRow);
        c60.Store(c + 6 * cRow);
        c70.Store(c + 7 * cRow);
        c80.Store(c + 8 * cRow);
        c90.Store(c + 9 * cRow);
        cA0.Store(c + 10 * cRow);
        cB0.Store(c + 11 * cRow);
    }

    // As above, 4 rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunWideTail(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a2 = a.Start + 2 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var (c00, c01) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c10, c11) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c20, c21) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (c30, c31) = (Vector512<float>.Zero, Vector512<float>.Zero);

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector512.Load(panel);
            var b1 = Vector512.Load(panel + 16);
            var x0 = Vector512.Create(*a0);
            c00 = Vector512.FusedMultiplyAdd(x0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x0, b1, c01);
            var x1 = Vector512.Create(*(a0 + row));
            c10 = Vector512.FusedMultiplyAdd(x1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x1, b1, c11);
            var x2 = Vector512.Create(*a2);
            c20 = Vector512.FusedMultiplyAdd(x2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x2, b1, c21);
            var x3 = Vector512.Create(*(a2 + row));
            c30 = Vector512.FusedMultiplyAdd(x3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x3, b1, c31);
            panel += panelStep;
            a0 += step;
            a2 += step;
        }

        if (add)
        {
            c00 += Vector512.Load(c);
            c01 += Vector512.Load(c + 16);
            c10 += Vector512.Load(c + cRow);
            c11 += Vector512.Load(c + cRow + 16);
            c20 += Vector512.Load(c + 2 * cRow);
            c21 += Vector512.Load(c + 2 * cRow + 16);
            c30 += Vector512.Load(c + 3 * cRow);
            c31 += Vector512.Load(c + 3 * cRow + 16);
        }
        c00.Store(c);
        c01.Store(c + 16);
        c10.Store(c + cRow);
        c11.Store(c + cRow + 16);
        c20.Store(c + 2 * cRow);
        c21.Store(c + 2 * cRow + 16);
        c30.Store(c + 3 * cRow);
        c31.Store(c + 3 * cRow + 16);
    }

    // As above, 4 rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunNarrowTail(in MatrixProductStrip a, float* panel, nint panelStep, float* c, nint cRow, bool add)
    {
        var a0 = a.Start;
        var a2 = a.Start + 2 * a.RowStride;
        var (row, step) = (a.RowStride, a.StepStride);
        var c00 = Vector512<float>.Zero;
        var c10 = Vector512<float>.Zero;
        var c20 = Vector512<float>.Zero;
        var c30 = Vector512<float>.Zero;

        for (var steps = a.Steps; steps > 0; steps--)
        {
            var b0 = Vector512.Load(panel);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Create(*a0), b0, c00);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a0 + row)), b0, c10);
            c20 = Vector512.FusedMultiplyAdd(Vector512.Create(*a2), b0, c20);
            c30 = Vector512.FusedMultiplyAdd(Vector512.Create(*(a2 + row)), b0, c30);
            panel += panelStep;
            a0 += step;
            a2 += step;
        }

        if (add)
        {
            c00 += Vector512.Load(c);
            c10 += Vector512.Load(c + cRow);
            c20 += Vector512.Load(c + 2 * cRow);
            c30 += Vector512.Load(c + 3 * cRow);
        }
        c00.Store(c);
        c10.Store(c + cRow);
        c20.Store(c + 2 * cRow);
        c30.Store(c + 3 * cRow);
    }
}
