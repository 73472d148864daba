using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class DegreesTests
{
    // 0 →(2) 1, 0 →(3) 1, 0 →(1) 2, 2 →(4) 2
    private static readonly CsrGraph Graph = CsrBuilder.Directed(3, [0, 0, 0, 2], [1, 1, 2, 2], [2, 3, 1, 4]).Graph;

    [Fact]
    public void OutAndIn_RepeatedEdge_CountsOnce()
    {
        Assert.Equal([2, 0, 1], Degrees.Out(Graph));
        Assert.Equal([0, 1, 2], Degrees.In(Graph));
    }

    [Fact]
    public void Strengths_RepeatedEdge_AddsWeights()
    {
        Assert.Equal([6.0, 0, 4], Degrees.OutStrength(Graph));
        Assert.Equal([0.0, 5, 5], Degrees.InStrength(Graph));
    }
}
