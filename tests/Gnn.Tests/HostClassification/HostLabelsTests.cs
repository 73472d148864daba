using NetMl.Gnn.HostClassification;
using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Tests.HostClassification;

public sealed class HostLabelsTests
{
    private const int Benign = 0;

    // 0 → 1 benign, 0 → 1 scan, 0 → 2 scan, 0 → 2 flood; 1 → 0 benign, 1 → 2 unknown; 2 → 0 unknown; 3 is merely called
    private static readonly GraphSample Graph = new(4, 1, new float[4], new[] { 0, 0, 0, 0, 1, 1, 2 }, new[] { 1, 1, 2, 2, 0, 2, 3 }, 1, new float[7]);

    [Fact]
    public void Of_MixedFlows_TakesTheMostFrequentThatIsNotBenign()
    {
        Assert.Equal([2, Benign, -1, -1], HostLabels.Of(Graph, [0, 2, 2, 1, 0, -1, -1], Benign));
    }

    [Fact]
    public void Of_EquallyFrequent_TakesTheSmallerIndex()
    {
        Assert.Equal(1, HostLabels.Of(Graph, [0, 2, 1, 0, 0, 1, -1], Benign)[0]);
    }

    [Fact]
    public void Of_WithoutABenignClass_CountsAll()
    {
        Assert.Equal([0, 0, -1, -1], HostLabels.Of(Graph, [0, 0, 0, 1, 0, -1, -1], benign: -1));
    }

    [Fact]
    public void Of_WrongNumberOfLabels_Throws()
    {
        Assert.Throws<ArgumentException>(() => HostLabels.Of(Graph, [0], Benign));
    }
}
