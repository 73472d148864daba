using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests;

/// <summary>Directed graphs that break algorithms written for ordinary ones; for [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))].</summary>
public static class OddGraphs
{
    private static readonly Dictionary<string, CsrGraph> Graphs = new(StringComparer.Ordinal)
    {
        ["no nodes"] = CsrGraph.Empty,
        ["one node"] = CsrBuilder.Directed(1, [], []),
        ["one self-loop"] = CsrBuilder.Directed(1, [0], [0]),
        ["repeated edge"] = CsrBuilder.Directed(2, [0, 0, 0], [1, 1, 1]),
        ["there and back"] = CsrBuilder.Directed(2, [0, 1], [1, 0]),
        ["nodes without edges"] = CsrBuilder.Directed(70, [], []),
        // 0 → 1 → 2   3 ↺   4 → 5 ← 6   7
        ["pieces"] = CsrBuilder.Directed(8, [0, 1, 3, 4, 6], [1, 2, 3, 5, 5]),
        ["path of 300"] = CsrBuilder.Directed(300, Range(0, 299), Range(1, 299)),
        ["star out of 299"] = CsrBuilder.Directed(300, Enumerable.Repeat(299, 299).ToArray(), Range(0, 299)),
        ["star into 0"] = CsrBuilder.Directed(300, Range(1, 299), new int[299]),
        ["all with all"] = CsrBuilder.Directed(20, Range(0, 400).Select(i => i / 20).ToArray(), Range(0, 400).Select(i => i % 20).ToArray()),
    };

    public static TheoryData<string> Names { get; } = [.. Graphs.Keys];

    public static CsrGraph Directed(string name) => Graphs[name];

    public static CsrGraph Undirected(string name) => CsrBuilder.UndirectedSimple(Graphs[name]);

    private static int[] Range(int start, int count) => Enumerable.Range(start, count).ToArray();
}
