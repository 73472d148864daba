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
    [InlineData(4, 20_000, 14_000)]
    public void Compute_RandomGraph_AgreesWithSearch(int seed, int nodes, int rows)
    {
        var (sources, targets) = RandomGraphs.Rows(seed, nodes, rows);

        AgreesWithSearch(() => CsrBuilder.Directed(nodes, sources, targets));
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithSearch(string name) => AgreesWithSearch(() => OddGraphs.Directed(name));

    [Fact]
    public void Compute_RenamedNodes_KeepsTheSets() =>
        Renaming.KeepsSets(RandomGraphs.Directed(5, 300, 200), graph => WeakComponents.Compute(graph).ComponentOf.ToArray());

    /// <summary>Before the transpose is at hand, after, and without direction.</summary>
    private static void AgreesWithSearch(Func<CsrGraph> build)
    {
        var withTranspose = build();
        var expected = BySearch(withTranspose);
        foreach (var graph in new[] { build(), withTranspose, CsrBuilder.UndirectedSimple(withTranspose) })
        {
            Assert.Equal(expected, ThreadCounts.AgreeOn(threads => WeakComponents.Compute(graph, threads).ComponentOf.ToArray()));
            Assert.Equal(expected.CountBy(label => label).OrderBy(one => one.Key).Select(one => one.Value), WeakComponents.Compute(graph).Sizes.ToArray());
        }
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
