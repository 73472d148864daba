using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class RowSoftmaxTests
{
    private const float Tolerance = 3e-6f;

    public static TheoryData<int, int> Shapes()
    {
        var shapes = new TheoryData<int, int> { { 0, 5 }, { 3, 2047 }, { 2, 2049 }, { 2, 5000 }, { 3000, 7 } };
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

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SoftmaxAndGradient_OddShapes_EqualFormula(int rows, int columns)
    {
        var (x, dy, y, dx, logSums) = (Random(rows * columns), Random(rows * columns + 1), new float[rows * columns], new float[rows * columns], new float[rows]);
        RowSoftmax.Softmax<float>(x, columns, y, logSums, WorkTeam.Alone);
        var slopes = dy[1..];
        dx.AsSpan().Fill(2);

        RowSoftmaxGradient.Softmax<float>(y, slopes, columns, dx, add: true, WorkTeam.Alone);

        for (var row = 0; row < rows; row++)
        {
            var range = (row * columns)..((row + 1) * columns);
            var mean = y[range].Zip(slopes[range], (p, d) => (double)p * d).Sum();
            Assert.Equal(Math.Log(x[range].Sum(v => Math.Exp(v))), logSums[row], Tolerance * 10);
            for (var i = row * columns; i < (row + 1) * columns; i++)
                Assert.Equal(2 + y[i] * (slopes[i] - mean), dx[i], Tolerance * 10);
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
