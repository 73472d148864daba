using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class RowSoftmaxTests
{
    private const float Tolerance = 3e-6f;

    public static TheoryData<int, int> Shapes()
    {
        var shapes = new TheoryData<int, int> { { 0, 5 }, { 3, 2047 }, { 2, 2049 }, { 2, 5000 }, { 5000, 7 } };
        for (var columns = 1; columns <= 257; columns += columns < 40 ? 1 : 31)
            shapes.Add(1 + columns * 7 % 33, columns);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Softmax_OddShapes_EqualsScalar(int rows, int columns)
    {
        var (x, expected, y, logarithms) = (Random(rows * columns), new float[rows * columns], new float[rows * columns], new float[rows * columns]);
        var logSums = new float[rows];
        for (var row = 0; row < rows; row++)
            logSums[row] = RowSoftmax.SoftmaxScalar<float>(x.AsSpan(row * columns, columns), expected.AsSpan(row * columns, columns));

        RowSoftmax.Softmax<float>(x, columns, y, WorkTeam.Alone);
        RowSoftmax.LogSoftmax<float>(x, columns, logarithms, WorkTeam.Alone);

        for (var i = 0; i < x.Length; i++)
        {
            Assert.Equal(expected[i], y[i], Tolerance);
            Assert.Equal(x[i] - logSums[i / columns], logarithms[i], Tolerance * 10);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void LogSoftmaxGradient_OddShapes_EqualsFormula(int rows, int columns)
    {
        var (x, dy, y, dx) = (Random(rows * columns), Random(rows * columns), new float[rows * columns], new float[rows * columns]);
        RowSoftmax.LogSoftmax<float>(x, columns, y, WorkTeam.Alone);

        RowSoftmaxGradient.LogSoftmax<float>(y, dy, columns, dx, add: false, WorkTeam.Alone);

        for (var i = 0; i < x.Length; i++)
        {
            var sum = dy.Skip(i / columns * columns).Take(columns).Sum(v => (double)v);
            Assert.Equal(dy[i] - Math.Exp(y[i]) * sum, dx[i], 1e-4 * (1 + Math.Abs(sum)));
            i += columns / 3;
        }
    }

    [Fact]
    public void LogSoftmax_HugeValues_StaysFinite()
    {
        var y = new float[3];

        RowSoftmax.LogSoftmax<float>([1e30f, 1e30f, -1e30f], 3, y, WorkTeam.Alone);

        Assert.Equal([-MathF.Log(2), -MathF.Log(2), -2e30f], y);
    }

    [Fact]
    public void Softmax_NotWholeRows_Throws() =>
        Assert.Throws<ArgumentException>(() => RowSoftmax.Softmax<float>(new float[5], 2, new float[5], WorkTeam.Alone));

    private static float[] Random(int length)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 10 - 5))];
    }
}
