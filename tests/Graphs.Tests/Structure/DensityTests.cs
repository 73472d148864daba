using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class DensityTests
{
    [Theory]
    [InlineData("no nodes", 0)]
    [InlineData("one self-loop", 0)]
    [InlineData("repeated edge", 0.5)]
    [InlineData("there and back", 1)]
    [InlineData("pieces", 5.0 / 56)]
    public void Compute_Directed_IsEdgesOverOrderedPairs(string name, double expected) => Assert.Equal(expected, Density.Compute(OddGraphs.Directed(name)), 1e-15);

    [Theory]
    [InlineData("repeated edge", 1)]
    [InlineData("all with all", 1)]
    [InlineData("pieces", 8.0 / 56)]
    public void Compute_Undirected_IsEdgesOverPairs(string name, double expected) => Assert.Equal(expected, Density.Compute(OddGraphs.Undirected(name)), 1e-15);
}
