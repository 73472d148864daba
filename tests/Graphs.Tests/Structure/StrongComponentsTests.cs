using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class StrongComponentsTests
{
    // 0 → 1 → 2 → 0    2 → 3 ⇄ 4    5 ↺
    [Fact]
    public void Compute_TwoCyclesAndALoop_LabelsThemByFirstNode()
    {
        var components = StrongComponents.Compute(CsrBuilder.Directed(6, [0, 1, 2, 2, 3, 4, 5], [1, 2, 0, 3, 4, 3, 5]));

        Assert.Equal([0, 0, 0, 1, 1, 2], components.ComponentOf.ToArray());
        Assert.Equal([3, 2, 1], components.Sizes.ToArray());
    }

    [Theory]
    [InlineData(1, 30, 30)]
    [InlineData(2, 60, 90)]
    [InlineData(3, 60, 200)]
    [InlineData(4, 120, 150)]
    public void Compute_RandomGraph_AgreesWithMutualReach(int seed, int nodes, int rows) => AgreesWithMutualReach(RandomGraphs.Directed(seed, nodes, rows));

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_AgreesWithMutualReach(string name) => AgreesWithMutualReach(OddGraphs.Directed(name));

    [Fact]
    public void Compute_RenamedNodes_KeepsTheSets() =>
        Renaming.KeepsSets(RandomGraphs.Directed(5, 200, 260), graph => StrongComponents.Compute(graph).ComponentOf.ToArray());

    [Fact]
    public void Compute_LongCycle_NeedsNoStack()
    {
        const int Nodes = 300_000;
        var nodes = Enumerable.Range(0, Nodes).ToArray();

        Assert.Equal(1, StrongComponents.Compute(CsrBuilder.Directed(Nodes, nodes, [.. nodes[1..], 0])).Count);
        Assert.Equal(Nodes, StrongComponents.Compute(CsrBuilder.Directed(Nodes, nodes[1..], nodes[..^1])).Count);
    }

    // email-Eu-core: 203 strongly connected components, the largest of 803 nodes (NetworkX 2.8.8).
    [SkippableFact]
    public void Compute_EmailEuCore_GivesThePeersNumbers()
    {
        var components = StrongComponents.Compute(ReferenceGraphs.ReadDirected("email-Eu-core.edges.txt"));

        Assert.Equal(203, components.Count);
        Assert.Equal(803, components.LargestSize);
    }

    private static void AgreesWithMutualReach(CsrGraph graph)
    {
        var labels = StrongComponents.Compute(graph).ComponentOf.ToArray();

        var reach = Enumerable.Range(0, graph.NodeCount).Select(v => Reach(graph, v)).ToArray();
        for (var a = 0; a < graph.NodeCount; a++)
        {
            for (var b = 0; b < graph.NodeCount; b++)
                Assert.Equal(reach[a].Contains(b) && reach[b].Contains(a), labels[a] == labels[b]);
        }
        Assert.Equal(labels.Distinct().Order(), labels.Distinct());
    }

    private static HashSet<int> Reach(CsrGraph graph, int source)
    {
        var reached = new HashSet<int> { source };
        var open = new Stack<int>([source]);
        while (open.TryPop(out var v))
        {
            foreach (var w in graph.Neighbours(v))
            {
                if (reached.Add(w))
                    open.Push(w);
            }
        }
        return reached;
    }
}
