using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

/// <summary>Kernels with a number for each entry and head: weighted sums, sampled products, scores.</summary>
public sealed class AttentionKernelTests
{
    private static readonly Adjacency Graph = Patterns.Random(9, 7, 40, 1);

    // heads, columns of a head: the shapes of networks, then odd ones. One head takes all widths 0 to 257.
    public static TheoryData<int, int, bool> Shapes()
    {
        var shapes = new TheoryData<int, int, bool>();
        foreach (var (heads, k) in new[] { (8, 8), (8, 16), (4, 32), (16, 1), (2, 8), (3, 16), (5, 7), (16, 15), (17, 3), (4, 4), (32, 8), (12, 4), (6, 8), (2, 33), (11, 8) })
        {
            shapes.Add(heads, k, false);
            shapes.Add(heads, k, true);
        }
        for (var k = 0; k <= 257; k++)
            shapes.Add(1, k, k % 2 == 0);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void WeightedSum_AnyShape_EqualsScalar(int heads, int k, bool add)
    {
        var width = heads * k;
        var (weights, x, dy) = (Patterns.Numbers(40 * heads, 1), Patterns.Numbers(7 * width, 2), Patterns.Numbers(9 * width, 3));
        var (y, dx) = (Patterns.Numbers(9 * width, 4), Patterns.Numbers(7 * width, 5));
        var (expected, expectedGradient) = (y.ToArray(), dx.ToArray());
        var back = Graph.Transposed;
        for (var v = 0; v < 9; v++)
            SegmentWeightedSum.MultiplyScalar<float>(Graph.Sources[Graph.Offsets[v]..Graph.Offsets[v + 1]], [], Graph.Offsets[v], weights, heads, x, expected.AsSpan(v * width, width), add);
        for (var u = 0; u < 7; u++)
        {
            var entries = back.Offsets[u]..back.Offsets[u + 1];
            SegmentWeightedSum.MultiplyScalar<float>(back.Sources[entries], back.Entries[entries], 0, weights, heads, dy, expectedGradient.AsSpan(u * width, width), add);
        }

        SegmentWeightedSum.Multiply<float>(Graph, weights, heads, x, width, y, add, WorkTeam.Alone);
        SegmentWeightedSum.Gradient<float>(Graph, weights, heads, dy, width, dx, add, WorkTeam.Alone);

        Close.Assert(expected, y);
        Close.Assert(expectedGradient, dx);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SampledProduct_AnyShape_EqualsScalar(int heads, int k, bool add)
    {
        var width = heads * k;
        var (a, b, y) = (Patterns.Numbers(9 * width, 1), Patterns.Numbers(7 * width, 2), Patterns.Numbers(40 * heads, 3));
        var expected = y.ToArray();
        SampledProduct.MultiplyScalar<float>(Graph, a, b, heads, width, expected, add);

        SampledProduct.Multiply<float>(Graph, a, b, heads, width, y, add, WorkTeam.Alone);

        Close.Assert(expected, y);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void JointScores_AnyShape_EqualScalar(int heads, int k, bool add)
    {
        var width = heads * k;
        var (source, target, a, dy) = (Patterns.Numbers(7 * width, 1), Patterns.Numbers(9 * width, 2), Patterns.Numbers(width, 3), Patterns.Numbers(40 * heads, 4));
        var (y, dsource, dtarget, da) = (new float[40 * heads], Patterns.Numbers(7 * width, 5), Patterns.Numbers(9 * width, 6), Patterns.Numbers(width, 7));
        var (expected, expectedSource, expectedTarget, expectedA) = (new float[40 * heads], add ? dsource.ToArray() : new float[7 * width], add ? dtarget.ToArray() : new float[9 * width], da.ToArray());
        for (var v = 0; v < 9; v++)
            for (var e = Graph.Offsets[v]; e < Graph.Offsets[v + 1]; e++)
                for (var h = 0; h < heads; h++)
                {
                    var (at, of) = (v * width + h * k, Graph.Sources[e] * width + h * k);
                    var (s, t, part, slope) = (source.AsSpan(of, k).ToArray(), target.AsSpan(at, k).ToArray(), a.AsSpan(h * k, k).ToArray(), dy[e * heads + h]);
                    expected[e * heads + h] = JointScores.ScoreScalar<float>(s, t, part, 0.2f);
                    JointScores.GradientScalar<float>(t, s, part, 0.2f, slope, expectedTarget.AsSpan(at, k), expectedA.AsSpan(h * k, k));
                    JointScores.GradientScalar<float>(s, t, part, 0.2f, slope, expectedSource.AsSpan(of, k), []);
                }

        JointScores.Score<float>(Graph, source, target, a, 0.2f, heads, y, WorkTeam.Alone);
        JointScores.TargetGradient<float>(Graph, source, target, a, 0.2f, heads, dy, dtarget, add, da, new float[JointScores.PartialLength(Graph, width)], WorkTeam.Alone);
        JointScores.SourceGradient<float>(Graph, source, target, a, 0.2f, heads, dy, dsource, add, WorkTeam.Alone);

        Close.Assert(expected, y);
        Close.Assert(expectedTarget, dtarget);
        Close.Assert(expectedSource, dsource);
        Close.Assert(expectedA, da);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AttentionScores_Heads0To33_EqualSums(bool add)
    {
        for (var heads = 0; heads <= 33; heads++)
        {
            var (source, target, dy) = (Patterns.Numbers(7 * heads, 1), Patterns.Numbers(9 * heads, 2), Patterns.Numbers(40 * heads, 3));
            var (y, dsource, dtarget) = (new float[40 * heads], Patterns.Numbers(7 * heads, 4), Patterns.Numbers(9 * heads, 5));
            var (expected, expectedSource, expectedTarget) = (new float[40 * heads], add ? dsource.ToArray() : new float[7 * heads], add ? dtarget.ToArray() : new float[9 * heads]);
            for (var v = 0; v < 9; v++)
                for (var at = Graph.Offsets[v] * heads; at < Graph.Offsets[v + 1] * heads; at++)
                {
                    var (u, h) = (Graph.Sources[at / heads], at % heads);
                    var z = source[u * heads + h] + target[v * heads + h];
                    expected[at] = z > 0 ? z : 0.2f * z;
                    expectedSource[u * heads + h] += z > 0 ? dy[at] : 0.2f * dy[at];
                    expectedTarget[v * heads + h] += z > 0 ? dy[at] : 0.2f * dy[at];
                }

            AttentionScores.Score<float>(Graph, source, target, 0.2f, heads, y, WorkTeam.Alone);
            AttentionScores.SourceGradient<float>(Graph, y, dy, 0.2f, heads, dsource, add, WorkTeam.Alone);
            AttentionScores.TargetGradient<float>(Graph, y, dy, 0.2f, heads, dtarget, add, WorkTeam.Alone);

            Close.Assert(expected, y);
            Close.Assert(expectedSource, dsource);
            Close.Assert(expectedTarget, dtarget);
        }
    }

    [Fact]
    public void AllKernels_TwoThreads_GiveTheBitsOfOne()
    {
        using var team = new WorkTeam(2);
        var graph = Patterns.Random(500, 300, 6000, 2);
        var (source, target, a, weights) = (Patterns.Numbers(300 * 64, 1), Patterns.Numbers(500 * 64, 2), Patterns.Numbers(64, 3), Patterns.Numbers(6000 * 8, 4));

        float[][] Run(WorkTeam workers)
        {
            float[][] results = [new float[500 * 64], new float[300 * 64], new float[6000 * 8], new float[6000 * 8], new float[500 * 64], new float[64], new float[300 * 8]];
            SegmentWeightedSum.Multiply<float>(graph, weights, 8, source, 64, results[0], add: false, workers);
            SegmentWeightedSum.Gradient<float>(graph, weights, 8, target, 64, results[1], add: false, workers);
            SampledProduct.Multiply<float>(graph, target, source, 8, 64, results[2], add: false, workers);
            JointScores.Score<float>(graph, source, target, a, 0.2f, 8, results[3], workers);
            JointScores.TargetGradient<float>(graph, source, target, a, 0.2f, 8, weights, results[4], add: false, results[5], new float[JointScores.PartialLength(graph, 64)], workers);
            AttentionScores.SourceGradient<float>(graph, results[3], weights, 0.2f, 8, results[6], add: false, workers);
            return results;
        }

        Assert.Equal(Run(WorkTeam.Alone), Run(team));
    }

    [Fact]
    public void WrongLengths_Throw()
    {
        Assert.Throws<ArgumentException>(() => SegmentWeightedSum.Multiply<float>(Graph, new float[41], 1, new float[7 * 4], 4, new float[9 * 4], add: false, WorkTeam.Alone));
        Assert.Throws<ArgumentException>(() => SampledProduct.Multiply<float>(Graph, new float[9 * 4], new float[7 * 4], 3, 4, new float[40 * 3], add: false, WorkTeam.Alone));
        Assert.Throws<ArgumentException>(() => AttentionScores.Score<float>(Graph, new float[7], new float[9], 0.2f, 1, new float[39], WorkTeam.Alone));
        Assert.Throws<ArgumentException>(() => JointScores.Score<float>(Graph, new float[7 * 4], new float[9 * 4], new float[3], 0.2f, 1, new float[40], WorkTeam.Alone));
    }
}
