using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class RowCopiesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GatherAndScatterAdd_Widths0To257_EqualLoops(bool add)
    {
        using var team = new WorkTeam(2);
        var random = new Random(1);
        for (var width = 0; width <= 257; width++)
        {
            var picks = Enumerable.Range(0, 300).Select(_ => random.Next(50)).ToArray();
            var (x, dy, y, dx) = (Patterns.Numbers(50 * width, 1), Patterns.Numbers(300 * width, 2), new float[300 * width], Patterns.Numbers(50 * width, 3));
            var (expected, expectedGradient) = (new float[y.Length], add ? dx.ToArray() : new float[dx.Length]);
            for (var at = 0; at < y.Length; at++)
            {
                expected[at] = x[picks[at / width] * width + at % width];
                expectedGradient[picks[at / width] * width + at % width] += dy[at];
            }

            RowCopies.Gather<float>(x, picks, width, y, team);
            RowCopies.ScatterAdd<float>(dy, picks, width, dx, add, team);

            Assert.Equal(expected, y);
            Assert.Equal(expectedGradient, dx);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Gather_PickThatIsNoRow_Throws(int pick) =>
        Assert.Throws<ArgumentException>(() => RowCopies.Gather<float>(new float[5 * 3], [0, pick], 3, new float[2 * 3], WorkTeam.Alone));
}
