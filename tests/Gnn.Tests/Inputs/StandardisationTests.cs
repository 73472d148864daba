using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Tests.Inputs;

public sealed class StandardisationTests
{
    [Fact]
    public void Fit_ByHand_GivesMeanAndDeviation()
    {
        var scale = Standardisation.Fit([1, 5, 3, 5], 2);
        var output = new float[2];
        scale.Apply([5, 7], output);

        Assert.Equal([2f, 5f], scale.Mean.ToArray());
        Assert.Equal([1f, 1f], scale.Scale.ToArray());
        Assert.Equal([3f, 2f], output);
    }

    [Fact]
    public void Apply_Extremes_AreCut()
    {
        var output = new float[2];
        new Standardisation([0], [1]).Apply([1e9f, -1e9f], output);

        Assert.Equal([Standardisation.Limit, -Standardisation.Limit], output);
    }

    [Fact]
    public void Fit_NotFinite_NamesTheValue() =>
        Assert.Contains("Feature 1 of row 0", Assert.Throws<InvalidDataException>(() => Standardisation.Fit([1, float.NaN], 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Concat_TwoGraphs_KeepsThemApart()
    {
        var (a, b) = (Graphs.Random(3, 4, 1), Graphs.Random(5, 6, 2));

        var both = GraphSample.Concat(a, b);

        Assert.Equal((8, 10), (both.Nodes, both.Flows));
        Assert.Equal(b.FlowSource.Span[0] + 3, both.FlowSource.Span[4]);
    }

    [Fact]
    public void GraphSample_NodeOutOfRange_Throws() =>
        Assert.Throws<ArgumentException>(() => new GraphSample(1, 1, new float[1], new[] { 0 }, new[] { 1 }, 1, new float[1]));
}
