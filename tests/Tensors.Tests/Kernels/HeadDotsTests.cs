using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class HeadDotsTests
{
    private const int Rows = 9;

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(8, false)]
    public void ProductsAndGradients_Widths0To257_EqualSums(int heads, bool add)
    {
        for (var k = 0; k <= 257 / heads; k++)
        {
            var width = heads * k;
            var (x, a, dy) = (Patterns.Numbers(Rows * width, 1), Patterns.Numbers(width, 2), Patterns.Numbers(Rows * heads, 3));
            var (y, dx, da) = (new float[Rows * heads], Patterns.Numbers(Rows * width, 4), Patterns.Numbers(width, 5));
            var (expected, expectedRows, expectedVector) = (new float[Rows * heads], add ? dx.ToArray() : new float[Rows * width], da.ToArray());
            for (var at = 0; at < x.Length; at++)
            {
                var (column, to) = (at % width, at / k);
                expected[to] += x[at] * a[column];
                expectedRows[at] += dy[to] * a[column];
                expectedVector[column] += dy[to] * x[at];
            }

            HeadDots.Multiply<float>(x, a, heads, y, WorkTeam.Alone);
            HeadDots.RowGradient<float>(a, dy, heads, dx, add, WorkTeam.Alone);
            HeadDots.VectorGradient<float>(x, dy, heads, da, new float[HeadDots.PartialLength(Rows, width)], WorkTeam.Alone);

            Close.Assert(expected, y);
            Close.Assert(expectedRows, dx);
            Close.Assert(expectedVector, da);
        }
    }

    [Fact]
    public void VectorGradient_TwoThreads_GivesTheBitsOfOne()
    {
        using var team = new WorkTeam(2);
        var (x, dy) = (Patterns.Numbers(2000 * 64, 1), Patterns.Numbers(2000 * 8, 2));
        var (alone, together, partial) = (new float[64], new float[64], new float[HeadDots.PartialLength(2000, 64)]);

        HeadDots.VectorGradient<float>(x, dy, 8, alone, partial, WorkTeam.Alone);
        HeadDots.VectorGradient<float>(x, dy, 8, together, partial, team);

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Multiply_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => HeadDots.Multiply<float>(new float[9 * 4], new float[4], 3, new float[9 * 3], WorkTeam.Alone));
}
