using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests;

/// <summary>Renaming the nodes of a graph must move an algorithm's results with them and change nothing else.</summary>
internal static class Renaming
{
    /// <summary>Results per node move with the nodes.</summary>
    public static void MovesResults(CsrGraph graph, Func<CsrGraph, double[]> perNode, double tolerance = 0)
    {
        var permutation = RandomGraphs.Permutation(17, graph.NodeCount);
        var results = perNode(graph);
        var renamed = perNode(RandomGraphs.Renamed(graph, permutation));
        for (var v = 0; v < graph.NodeCount; v++)
            Assert.Equal(results[v], renamed[permutation[v]], tolerance);
    }

    /// <summary>Results per node that are whole numbers move with the nodes.</summary>
    public static void MovesResults(CsrGraph graph, Func<CsrGraph, int[]> perNode) =>
        MovesResults(graph, renamed => Array.ConvertAll(perNode(renamed), Convert.ToDouble));

    /// <summary>Sets of nodes stay the same sets, whatever their labels are.</summary>
    public static void KeepsSets(CsrGraph graph, Func<CsrGraph, int[]> labelOfNode)
    {
        var permutation = RandomGraphs.Permutation(17, graph.NodeCount);
        var labels = labelOfNode(graph);
        var renamed = labelOfNode(RandomGraphs.Renamed(graph, permutation));
        var pairs = labels.Select((label, v) => (label, renamed[permutation[v]])).Distinct().Count();
        Assert.Equal(labels.Distinct().Count(), pairs);
        Assert.Equal(renamed.Distinct().Count(), pairs);
    }
}
