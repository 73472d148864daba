using NetMl.Graphs.Csr;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.Tests.Similarity;

public class ResourceAllocationTests : SharedNeighbourTests
{
    // 0 — 2 — 1 — 3 — 0 and 3 — 4 — 0: nodes 0 and 1 share 2 (degree 2) and 3 (degree 3); 0 has 4 too.
    [Fact]
    public void OfPairs_SmallGraph_GivesWorkedValue()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(5, [0, 2, 1, 3, 3, 4], [2, 1, 3, 0, 4, 0]));

        Assert.Equal(1 / 2.0 + 1 / 3.0, ResourceAllocation.OfPairs(graph, [0], [1])[0], 1e-12);
    }

    protected override double[] OfPairs(CsrGraph graph, int[] firsts, int[] seconds, int threads) => ResourceAllocation.OfPairs(graph, firsts, seconds, threads);

    protected override IReadOnlyList<SimilarNode> Top(CsrGraph graph, int node, int count) => ResourceAllocation.Top(graph, node, count);

    protected override double Slow(HashSet<int> first, HashSet<int> second, int[] inDegrees) =>
        first.Intersect(second).Sum(v => 1.0 / inDegrees[v]);
}
