using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class SegmentsTests
{
    private static readonly Adjacency Graph = Patterns.Random(9, 7, 40, 1);

    // A list of widths as one case keeps the number of cases low.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SumMeanAndGradient_Widths0To257_EqualScalar(bool add)
    {
        for (var width = 0; width <= 257; width++)
        {
            var x = Patterns.Numbers(Graph.Columns * width, width);
            var dy = Patterns.Numbers(Graph.Rows * width, width + 1);
            var (sum, mean, gradient) = (Patterns.Numbers(Graph.Rows * width, 2), Patterns.Numbers(Graph.Rows * width, 2), Patterns.Numbers(Graph.Columns * width, 3));
            var (sumScalar, meanScalar, gradientScalar) = (sum.ToArray(), mean.ToArray(), gradient.ToArray());
            for (var v = 0; v < Graph.Rows; v++)
            {
                var sources = Graph.Sources[Graph.Offsets[v]..Graph.Offsets[v + 1]];
                Segments.SumScalar(sources, default(Segments.One<float>), x, 1, sumScalar.AsSpan(v * width, width), add);
                Segments.SumScalar(sources, default(Segments.One<float>), x, 1f / Math.Max(1, sources.Length), meanScalar.AsSpan(v * width, width), add);
            }
            for (var u = 0; u < Graph.Columns; u++)
                Segments.SumScalar(Graph.Transposed.Sources[Graph.Transposed.Offsets[u]..Graph.Transposed.Offsets[u + 1]],
                    new Segments.InverseCount<float>(Graph.Offsets), dy, 1, gradientScalar.AsSpan(u * width, width), add);

            Segments.Sum<float>(Graph, x, width, sum, add, WorkTeam.Alone);
            Segments.Mean<float>(Graph, x, width, mean, add, WorkTeam.Alone);
            Segments.MeanGradient<float>(Graph, dy, width, gradient, add, WorkTeam.Alone);

            Close.Assert(sumScalar, sum);
            Close.Assert(meanScalar, mean);
            Close.Assert(gradientScalar, gradient);
        }
    }

    [Fact]
    public void Mean_RowWithoutSources_IsZero()
    {
        var y = Patterns.Numbers(Graph.Rows * 5, 1);

        Segments.Mean<float>(Graph, Patterns.Numbers(Graph.Columns * 5, 2), 5, y, add: false, WorkTeam.Alone);

        Assert.Equal(new float[5], y[..5]);
    }

    [Fact]
    public void MeanGradient_TwoThreads_GivesTheBitsOfOne()
    {
        using var team = new WorkTeam(2);
        var graph = Patterns.Random(400, 300, 6000, 2);
        var dy = Patterns.Numbers(400 * 67, 3);
        var (alone, together) = (new float[300 * 67], new float[300 * 67]);

        Segments.MeanGradient<float>(graph, dy, 67, alone, add: false, WorkTeam.Alone);
        Segments.MeanGradient<float>(graph, dy, 67, together, add: false, team);

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Sum_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => Segments.Sum<float>(Graph, new float[Graph.Columns * 3 - 1], 3, new float[Graph.Rows * 3], add: false, WorkTeam.Alone));
}
