using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class SegmentMaxTests
{
    private static readonly Adjacency Graph = Patterns.Random(9, 7, 40, 1);

    [Fact]
    public void Max_Widths0To257_EqualsScalar()
    {
        for (var width = 0; width <= 257; width++)
        {
            // Few different values, so that equals occur.
            var x = Array.ConvertAll(Patterns.Numbers(Graph.Columns * width, width), value => MathF.Round(value * 3));
            var (y, arg) = (Patterns.Numbers(Graph.Rows * width, 1), new int[Graph.Rows * width]);
            var (expected, expectedArg) = (new float[y.Length], new int[y.Length]);
            for (var v = 0; v < Graph.Rows; v++)
                if (Graph.Offsets[v] == Graph.Offsets[v + 1])
                    expectedArg.AsSpan(v * width, width).Fill(-1);
                else
                    SegmentMax.MaxScalar<float>(Graph.Sources[Graph.Offsets[v]..Graph.Offsets[v + 1]], x, 0, expected.AsSpan(v * width, width), expectedArg.AsSpan(v * width, width));

            SegmentMax.Max<float>(Graph, x, width, y, arg, WorkTeam.Alone);

            Assert.Equal(expected, y);
            Assert.Equal(expectedArg, arg);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, true)]
    [InlineData(33, false)]
    [InlineData(100, true)]
    public void Gradient_TwoThreads_SumsToTheSourceOfEachMaximum(int width, bool add)
    {
        using var team = new WorkTeam(2);
        var graph = Patterns.Random(600, 300, 3000, 2);
        var (y, arg) = (new float[600 * width], new int[600 * width]);
        SegmentMax.Max<float>(graph, Patterns.Numbers(300 * width, 1), width, y, arg, WorkTeam.Alone);
        var dy = Patterns.Numbers(600 * width, 3);
        var dx = Patterns.Numbers(300 * width, 4);
        var expected = add ? dx.ToArray() : new float[dx.Length];
        for (var at = 0; at < dy.Length; at++)
            if (arg[at] >= 0)
                expected[arg[at] * width + at % width] += dy[at];

        SegmentMax.Gradient<float>(arg, dy, width, dx, add, team);

        Assert.Equal(expected, dx);
    }

    [Fact]
    public void Max_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => SegmentMax.Max<float>(Graph, new float[Graph.Columns * 3], 3, new float[Graph.Rows * 3], new int[1], WorkTeam.Alone));
}
