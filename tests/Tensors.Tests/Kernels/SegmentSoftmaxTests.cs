using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class SegmentSoftmaxTests
{
    private static readonly Adjacency Graph = Patterns.Random(9, 7, 40, 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SoftmaxAndGradient_Heads0To33_EqualScalar(bool add)
    {
        for (var heads = 0; heads <= 33; heads++)
        {
            var (x, dy) = (Patterns.Numbers(40 * heads, heads), Patterns.Numbers(40 * heads, heads + 1));
            var (y, dx) = (new float[x.Length], Patterns.Numbers(x.Length, 3));
            var (expected, expectedGradient) = (new float[x.Length], dx.ToArray());
            for (var v = 0; v < Graph.Rows; v++)
            {
                var row = (Graph.Offsets[v] * heads)..(Graph.Offsets[v + 1] * heads);
                SegmentSoftmax.LessMaximumScalar<float>(x.AsSpan(row), heads, 0, expected.AsSpan(row));
                foreach (ref var value in expected.AsSpan(row))
                    value = MathF.Exp(value);
                SegmentSoftmax.DivideBySumScalar(heads, 0, expected.AsSpan(row));
                SegmentSoftmax.GradientScalar<float>(expected.AsSpan(row), dy.AsSpan(row), heads, 0, expectedGradient.AsSpan(row), add);
            }

            SegmentSoftmax.Softmax<float>(Graph, x, heads, y, WorkTeam.Alone);
            SegmentSoftmax.Gradient<float>(Graph, y, dy, heads, dx, add, WorkTeam.Alone);

            Close.Assert(expected, y);
            Close.Assert(expectedGradient, dx);
        }
    }

    [Fact]
    public void Softmax_HugeValues_SumsToOneInEachRow()
    {
        var x = Array.ConvertAll(Patterns.Numbers(40 * 8, 1), value => value * 1e30f);
        var y = new float[x.Length];

        SegmentSoftmax.Softmax<float>(Graph, x, 8, y, WorkTeam.Alone);

        for (var v = 1; v < Graph.Rows; v++)
            for (var h = 0; h < 8; h++)
                Assert.Equal(1, Enumerable.Range(Graph.Offsets[v], Graph.Offsets[v + 1] - Graph.Offsets[v]).Sum(e => y[e * 8 + h]), 6);
    }

    [Fact]
    public void Softmax_TwoThreads_GivesTheBitsOfOne()
    {
        using var team = new WorkTeam(2);
        var graph = Patterns.Random(400, 300, 6000, 2);
        var x = Patterns.Numbers(6000 * 11, 3);
        var (alone, together) = (new float[x.Length], new float[x.Length]);

        SegmentSoftmax.Softmax<float>(graph, x, 11, alone, WorkTeam.Alone);
        SegmentSoftmax.Softmax<float>(graph, x, 11, together, team);

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Softmax_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => SegmentSoftmax.Softmax<float>(Graph, new float[40 * 2], 3, new float[40 * 3], WorkTeam.Alone));
}
