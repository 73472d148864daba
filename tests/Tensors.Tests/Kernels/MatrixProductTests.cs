using NetMl.Tensors.Kernels;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class MatrixProductTests
{
    // Relative to Σ|aᵢ·bᵢ| of each sum.
    private const double FloatTolerance = 1e-5;

    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (var size in Enumerable.Range(0, 70).Append(127).Append(128).Append(129).Append(257))
            shapes.Add(size, (size * 7) % 33, (size * 5) % 41);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_OddShapes_EqualsScalar(int n, int k, int m)
    {
        var (a, b, c) = (Random(n * k, 1), Random(k * m, 2), Random(n * m, 3));
        var expected = c.ToArray();
        MatrixProduct.MultiplyScalar<float>(a, b, n, k, m, expected);

        MatrixProduct.Multiply<float>(a, b, n, k, m, c);

        AssertClose(expected, c);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MultiplyLeftTransposed_OddShapes_EqualsScalar(int n, int k, int m)
    {
        var (a, b, c) = (Random(n * k, 1), Random(n * m, 2), Random(k * m, 3));
        var expected = c.ToArray();
        MatrixProduct.MultiplyLeftTransposedScalar<float>(a, b, n, k, m, expected);

        MatrixProduct.MultiplyLeftTransposed<float>(a, b, n, k, m, c);

        AssertClose(expected, c);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MultiplyRightTransposed_OddShapes_EqualsSumOfProducts(int n, int m, int k)
    {
        var (a, b, c) = (Random(n * m, 1), Random(k * m, 2), new float[n * k]);
        var expected = new float[n * k];
        for (var i = 0; i < n; i++)
            for (var p = 0; p < k; p++)
                for (var j = 0; j < m; j++)
                    expected[i * k + p] += a[i * m + j] * b[p * m + j];

        MatrixProduct.MultiplyRightTransposed<float>(a, b, n, m, k, c, new float[m * k]);

        AssertClose(expected, c);
    }

    [Fact]
    public void Multiply_ByHand_GivesTheProduct()
    {
        var c = new double[4];

        MatrixProduct.Multiply<double>([1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12], 2, 3, 2, c);

        Assert.Equal([58, 64, 139, 154], c);
    }

    [Fact]
    public void Multiply_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(new float[5], new float[6], 2, 3, 2, new float[4]));

    [Fact]
    public void Multiply_WarmCall_AllocatesNothing()
    {
        var (a, b, c) = (Random(64 * 40, 1), Random(40 * 24, 2), new float[64 * 24]);
        MatrixProduct.Multiply<float>(a, b, 64, 40, 24, c);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 100; run++)
            MatrixProduct.Multiply<float>(a, b, 64, 40, 24, c);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= FloatTolerance * 64, $"[{i}]: {expected[i]} and {actual[i]}");
    }
}
