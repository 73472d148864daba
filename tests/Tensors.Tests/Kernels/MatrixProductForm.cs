using System.Numerics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public enum MatrixProductForm
{
    Plain,
    LeftTransposed,
    RightTransposed,
}

/// <summary>The three products as one: c [rows, columns] is a sum over steps, whichever way the inputs lie.</summary>
internal static class MatrixProductForms
{
    public static void Run<T>(this MatrixProductForm form, T[] a, T[] b, int rows, int steps, int columns, T[] c, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (form)
        {
            case MatrixProductForm.Plain:
                MatrixProduct.Multiply<T>(a, b, rows, steps, columns, c, add, team);
                break;
            case MatrixProductForm.LeftTransposed:
                MatrixProduct.MultiplyLeftTransposed<T>(a, b, steps, rows, columns, c, add, team);
                break;
            default:
                MatrixProduct.MultiplyRightTransposed<T>(a, b, rows, steps, columns, c, add, team);
                break;
        }
    }

    /// <summary>The scalar reference; adds to c.</summary>
    public static void RunScalar<T>(this MatrixProductForm form, T[] a, T[] b, int rows, int steps, int columns, T[] c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (form)
        {
            case MatrixProductForm.Plain:
                MatrixProduct.MultiplyScalar<T>(a, b, rows, steps, columns, c);
                break;
            case MatrixProductForm.LeftTransposed:
                MatrixProduct.MultiplyLeftTransposedScalar<T>(a, b, steps, rows, columns, c);
                break;
            default:
                MatrixProduct.MultiplyRightTransposedScalar<T>(a, b, rows, steps, columns, c);
                break;
        }
    }

    /// <summary>Values in [-1, 1).</summary>
    public static T[] Random<T>(int length, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[length];
        for (var i = 0; i < length; i++)
            values[i] = T.CreateChecked(random.NextDouble() * 2 - 1);
        return values;
    }
}
