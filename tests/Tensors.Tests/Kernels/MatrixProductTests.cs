using System.Numerics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class MatrixProductTests
{
    // Relative to Σ|aᵢ·bᵢ| + |c| of each value.
    private const double FloatTolerance = 1e-6;
    private const double DoubleTolerance = 1e-14;

    public static TheoryData<MatrixProductForm, bool> FormsAndAdd()
    {
        var cases = new TheoryData<MatrixProductForm, bool>();
        foreach (var form in Enum.GetValues<MatrixProductForm>())
        {
            cases.Add(form, false);
            cases.Add(form, true);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(FormsAndAdd))]
    public void Product_FloatOfEverySize_EqualsScalar(MatrixProductForm form, bool add) => AssertEverySize<float>(form, add, FloatTolerance);

    [Theory]
    [MemberData(nameof(FormsAndAdd))]
    public void Product_DoubleOfEverySize_EqualsScalar(MatrixProductForm form, bool add) => AssertEverySize<double>(form, add, DoubleTolerance);

    // Past the edges of every block: rows, steps and columns that are packed together, panels of b, slices of the steps.
    [Theory]
    [InlineData(300, 50, 257)]
    [InlineData(31, 1433, 16)]
    [InlineData(13, 5000, 129)]
    [InlineData(14, 1201, 1111)]
    [InlineData(25, 1024, 140)]
    [InlineData(3, 4097, 2)]
    [InlineData(1030, 9, 1030)]
    public void Product_FloatOfManyBlocks_EqualsScalar(int rows, int steps, int columns)
    {
        foreach (var form in Enum.GetValues<MatrixProductForm>())
        {
            AssertEqualsScalar<float>(form, rows, steps, columns, add: false, FloatTolerance);
            AssertEqualsScalar<float>(form, rows, steps, columns, add: true, FloatTolerance);
        }
    }

    [Theory]
    [InlineData(7, 100_000, 16)]
    [InlineData(33, 100_000, 5)]
    public void MultiplyLeftTransposed_HundredThousandRows_EqualsScalar(int rows, int steps, int columns) =>
        AssertEqualsScalar<float>(MatrixProductForm.LeftTransposed, rows, steps, columns, add: false, FloatTolerance);

    [Theory]
    [InlineData(200, 90, 70)]
    [InlineData(130, 700, 130)]
    [InlineData(100, 1024, 140)]
    [InlineData(20, 9001, 17)]
    [InlineData(1, 9001, 70)]
    public void Product_AnyNumberOfThreads_GivesEqualBits(int rows, int steps, int columns)
    {
        using WorkTeam two = new(2), three = new(3);
        foreach (var form in Enum.GetValues<MatrixProductForm>())
        {
            AssertEqualBits<float>(form, rows, steps, columns, two, three);
            AssertEqualBits<double>(form, rows, steps, columns, two, three);
        }
    }

    [Theory]
    [InlineData(64, 40, 24)]
    [InlineData(150, 400, 150)]
    [InlineData(20, 9001, 17)]
    [InlineData(1, 9001, 70)]
    public void Product_WarmCall_AllocatesNothing(int rows, int steps, int columns)
    {
        foreach (var form in Enum.GetValues<MatrixProductForm>())
        {
            var (a, b, c) = (Values<float>(rows * steps, 1), Values<float>(steps * columns, 2), new float[rows * columns]);
            form.Run(a, b, rows, steps, columns, c, false, WorkTeam.Alone);

            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var run = 0; run < 20; run++)
                form.Run(a, b, rows, steps, columns, c, false, WorkTeam.Alone);

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Multiply_ByHand_GivesTheProduct()
    {
        var c = new double[4];

        MatrixProduct.Multiply<double>([1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12], 2, 3, 2, c, add: false, WorkTeam.Alone);

        Assert.Equal([58, 64, 139, 154], c);
    }

    [Fact]
    public void Multiply_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(new float[5], new float[6], 2, 3, 2, new float[4], false, WorkTeam.Alone));

    private static void AssertEverySize<T>(MatrixProductForm form, bool add, double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var size = 0; size <= 257; size++)
        {
            AssertEqualsScalar<T>(form, size, size * 7 % 33, size * 5 % 41, add, tolerance);
            AssertEqualsScalar<T>(form, size * 5 % 29, size, size * 7 % 37, add, tolerance);
            AssertEqualsScalar<T>(form, size * 7 % 27, size * 5 % 35, size, add, tolerance);
        }
    }

    // The reference sums in double; c is not a number where it must be overwritten.
    private static void AssertEqualsScalar<T>(MatrixProductForm form, int rows, int steps, int columns, bool add, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (a, b, c) = (Values<T>(rows * steps, 1), Values<T>(steps * columns, 2), Values<T>(rows * columns, 3));
        if (!add)
            Array.Fill(c, T.NaN);
        var (exactA, exactB) = (Array.ConvertAll(a, double.CreateChecked), Array.ConvertAll(b, double.CreateChecked));
        var expected = add ? Array.ConvertAll(c, double.CreateChecked) : new double[c.Length];
        var scale = Array.ConvertAll(expected, Math.Abs);
        form.RunScalar(exactA, exactB, rows, steps, columns, expected);
        form.RunScalar(Array.ConvertAll(exactA, Math.Abs), Array.ConvertAll(exactB, Math.Abs), rows, steps, columns, scale);

        form.Run(a, b, rows, steps, columns, c, add, WorkTeam.Alone);

        for (var i = 0; i < c.Length; i++)
            if (!(Math.Abs(double.CreateChecked(c[i]) - expected[i]) <= tolerance * scale[i]))
                Assert.Fail($"{form} [{rows}, {steps}, {columns}], add {add}, value {i}: {c[i]} instead of {expected[i]}.");
    }

    private static void AssertEqualBits<T>(MatrixProductForm form, int rows, int steps, int columns, params ReadOnlySpan<WorkTeam> teams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (a, b, start) = (Values<T>(rows * steps, 1), Values<T>(steps * columns, 2), Values<T>(rows * columns, 3));
        var alone = start.ToArray();
        form.Run(a, b, rows, steps, columns, alone, true, WorkTeam.Alone);

        foreach (var team in teams)
        {
            var c = start.ToArray();
            form.Run(a, b, rows, steps, columns, c, true, team);
            Assert.Equal(alone, c);
        }
    }

    private static T[] Values<T>(int length, int seed) where T : unmanaged, IFloatingPointIeee754<T> => MatrixProductForms.Random<T>(length, seed);
}
