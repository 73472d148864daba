using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class ColumnSumsTests
{
    private const float Tolerance = 1e-5f;

    public static TheoryData<int, int> Shapes()
    {
        var shapes = new TheoryData<int, int> { { 0, 5 }, { 5, 0 }, { 5000, 7 }, { 1000, 70 } };
        for (var columns = 1; columns <= 257; columns += columns < 70 ? 1 : 17)
            shapes.Add(1 + columns * 7 % 33, columns);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SumAndSumProducts_OddShapes_EqualScalar(int rows, int columns)
    {
        var (x, y) = (Random(rows * columns, 1), Random(rows * columns, 2));
        var (sums, products, scratch) = (Random(columns, 3), Random(columns, 4), new float[ColumnSums.ScratchLength(rows, columns)]);
        var (expectedSums, expectedProducts) = (sums.ToArray(), new float[columns]);
        ColumnSums.SumScalar<float>(x, [], columns, expectedSums);
        ColumnSums.SumScalar<float>(x, y, columns, expectedProducts);

        ColumnSums.Sum<float>(x, rows, columns, sums, scratch, add: true, WorkTeam.Alone);
        ColumnSums.SumProducts<float>(x, y, rows, columns, products, scratch, add: false, WorkTeam.Alone);

        for (var j = 0; j < columns; j++)
        {
            Assert.Equal(expectedSums[j], sums[j], Tolerance * (rows + 1));
            Assert.Equal(expectedProducts[j], products[j], Tolerance * (rows + 1));
        }
    }

    [Fact]
    public void Sum_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => ColumnSums.Sum<float>(new float[6], 2, 3, new float[2], new float[6], add: false, WorkTeam.Alone));

    private static float[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
