using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class WeakComponentsTests
{
    // 0 → 1 ← 2    3 ↺    4 → 5
    [Fact]
    public void Compute_ThreePieces_LabelsThemByFirstNode()
    {
        var components = WeakComponents.Compute(CsrBuilder.Directed(6, [0, 2, 3, 4], [1, 1, 3, 5]));

        Assert.Equal([0, 0, 0, 1, 2, 2], components.ComponentOf.ToArray());
        Assert.Equal([3, 1, 2], components.Sizes.ToArray());
        Assert.Equal(3, components.LargestSize);
    }

    [Fact]
    public void Compute_NoNodes_GivesNone()
    {
        var components = WeakComponents.Compute(CsrGraph.Empty);

        Assert.Equal(0, components.Count);
        Assert.Equal(0, components.LargestSize);
    }

    [Theory]
    [InlineData(1, 50, 20)]
    [InlineData(2, 200, 120)]
    [InlineData(3, 300, 900)]
    public void Compute_RandomGraph_AgreesWithSearch(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        var components = WeakComponents.Compute(graph);

        Assert.Equal(BySearch(graph), components.ComponentOf.ToArray());
        Assert.Equal(nodes, components.Sizes.ToArray().Sum());
    }

    private static int[] BySearch(CsrGraph graph)
    {
        var labels = Enumerable.Repeat(-1, graph.NodeCount).ToArray();
        var next = 0;
        for (var start = 0; start < graph.NodeCount; start++)
        {
            if (labels[start] >= 0)
                continue;
            var open = new Stack<int>([start]);
            labels[start] = next;
            while (open.TryPop(out var v))
            {
                foreach (var w in graph.Neighbours(v).ToArray().Concat(graph.Transpose.Neighbours(v).ToArray()).Where(w => labels[w] < 0))
                {
                    labels[w] = next;
                    open.Push(w);
                }
            }
            next++;
        }
        return labels;
    }
}
