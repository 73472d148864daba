using NetMl.Graphs.Csr;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.Traversal;

public class DepthFirstOrderTests
{
    // 0 → 1 → 3 → 0    0 → 2 → 3    4 → 2
    private static readonly CsrGraph Small = CsrBuilder.Directed(5, [0, 0, 1, 2, 3, 4], [1, 2, 3, 3, 0, 2]);

    [Fact]
    public void Compute_SmallGraph_GoesDeepFirst()
    {
        var search = DepthFirstOrder.Compute(Small);

        Assert.Equal([0, 1, 3, 2, 4], search.Preorder.ToArray());
        Assert.Equal([3, 1, 2, 0, 4], search.Postorder.ToArray());
        Assert.Equal([-1, 0, 0, 1, -1], search.Parents.ToArray());
    }

    [Fact]
    public void Compute_FromANode_VisitsWhatItReaches()
    {
        var search = DepthFirstOrder.Compute(Small, 3);

        Assert.Equal([3, 0, 1, 2], search.Preorder.ToArray());
        Assert.Equal([1, 2, 0, 3], search.Postorder.ToArray());
    }

    [Theory]
    [InlineData(1, 50, 100)]
    [InlineData(2, 80, 60)]
    public void Compute_RandomGraph_AgreesWithRecursion(int seed, int nodes, int rows) => AgreesWithRecursion(RandomGraphs.Directed(seed, nodes, rows));

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithRecursion(string name) => AgreesWithRecursion(OddGraphs.Directed(name));

    [Fact]
    public void Compute_NoSuchNode_SaysSo() => Assert.Throws<ArgumentOutOfRangeException>(() => DepthFirstOrder.Compute(Small, 5));

    private static void AgreesWithRecursion(CsrGraph graph)
    {
        List<int> preorder = [], postorder = [];
        var parents = Enumerable.Repeat(-1, graph.NodeCount).ToArray();
        for (var root = 0; root < graph.NodeCount; root++)
            Visit(root, -1);

        var search = DepthFirstOrder.Compute(graph);

        Assert.Equal(preorder, search.Preorder.ToArray());
        Assert.Equal(postorder, search.Postorder.ToArray());
        Assert.Equal(parents, search.Parents.ToArray());

        void Visit(int node, int parent)
        {
            if (preorder.Contains(node))
                return;
            preorder.Add(node);
            parents[node] = parent;
            foreach (var next in graph.Neighbours(node))
                Visit(next, node);
            postorder.Add(node);
        }
    }
}
