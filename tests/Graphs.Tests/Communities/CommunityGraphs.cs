using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Communities;

/// <summary>Graphs with known communities, and what holds for every division.</summary>
internal static class CommunityGraphs
{
    /// <summary>Nodes 0–4 and 5–9 are all connected with each other; 4 — 5 joins them.</summary>
    public static CsrGraph TwoCliques() => Cliques(2, 5);

    /// <summary>Cliques in a ring, each joined to the next by one edge (a chain for two).</summary>
    public static CsrGraph Cliques(int count, int size)
    {
        List<int> sources = [], targets = [];
        for (var c = 0; c < count; c++)
        {
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < i; j++)
                    Add(c * size + i, c * size + j);
            }
            if (c + 1 < count || count > 2)
                Add(c * size + size - 1, (c + 1) % count * size);
        }
        return CsrBuilder.UndirectedSimple(CsrBuilder.Directed(count * size, sources.ToArray(), targets.ToArray()));

        void Add(int source, int target)
        {
            sources.Add(source);
            targets.Add(target);
        }
    }

    public static void IsNumberedByFirstNode(CommunityLabels communities, int nodes)
    {
        var labels = communities.CommunityOf.ToArray();
        Assert.Equal(nodes, labels.Length);
        Assert.Equal(Enumerable.Range(0, communities.Count), labels.Distinct());
        Assert.Equal(communities.Sizes.ToArray(), labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }
}
