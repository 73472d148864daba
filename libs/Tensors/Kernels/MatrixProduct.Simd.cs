using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

public static partial class MatrixProduct
{
    // Fixed when the machine starts this program; the tests of it vanish when the methods are compiled.
    private static bool HasBlocks => Fma.IsSupported && Avx2.IsSupported;

    private static unsafe void MultiplyBlocks(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int n, int k, int m, Span<float> c, bool add, WorkTeam team)
    {
        fixed (float* left = a, right = b, output = c)
            MultiplyStrips(new(left, k, 1, k), new(right, 1, m, k), n, m, output, add, team);
    }

    private static unsafe void MultiplyLeftTransposedBlocks(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int n, int k, int m, Span<float> c, bool add, WorkTeam team)
    {
        fixed (float* left = a, right = b, output = c)
            MultiplyStrips(new(left, 1, k, n), new(right, 1, m, n), k, m, output, add, team);
    }

    private static unsafe void MultiplyRightTransposedBlocks(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int n, int m, int k, Span<float> c, bool add, WorkTeam team)
    {
        fixed (float* left = a, right = b, output = c)
            MultiplyStrips(new(left, m, 1, m), new(right, m, 1, m), n, k, output, add, team);
    }

    private static unsafe void MultiplyStrips(in MatrixProductStrip a, in MatrixProductStrip b, int rows, int columns, float* c, bool add, WorkTeam team)
    {
        // Up to 8 columns would leave half of a wide vector idle.
        if (Avx512F.IsSupported && columns > MatrixProductTile256.Lanes)
            MultiplyStrips<MatrixProductTile512>(a, b, rows, columns, c, add, team);
        else
            MultiplyStrips<MatrixProductTile256>(a, b, rows, columns, c, add, team);
    }

    private static unsafe void MultiplyStrips<TTile>(in MatrixProductStrip a, in MatrixProductStrip b, int rows, int columns, float* c, bool add, WorkTeam team)
        where TTile : struct, IMatrixProductTile
    {
        if (MatrixProductSlices<TTile>.Suits(a, b, rows, columns))
            MatrixProductSlices<TTile>.Multiply(a, b, rows, columns, c, add, team);
        else
            MatrixProductBlocks<TTile>.Multiply(a, b, rows, columns, c, add, team);
    }

    // T is float, which the caller has asked.
    private static ReadOnlySpan<float> Floats<T>(ReadOnlySpan<T> values) where T : unmanaged => MemoryMarshal.Cast<T, float>(values);

    private static Span<float> Floats<T>(Span<T> values) where T : unmanaged => MemoryMarshal.Cast<T, float>(values);
}
