using NetMl.Graphs.Files;

namespace NetMl.Graphs.Labelled;

/// <summary>The edges of a graph without repeats.</summary>
public static class DistinctEdges
{
    /// <summary>Each edge once, by source and then target, its weight the sum of its rows; an undirected one from its smaller node.</summary>
    public static IEnumerable<(int Source, int Target, double Weight)> Of(NamedGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var csr = graph.Csr;
        for (var source = 0; source < csr.NodeCount; source++)
        {
            for (var i = 0; i < csr.OutDegree(source); i++)
            {
                var target = csr.Neighbours(source)[i];
                if (graph.IsDirected || source <= target)
                    yield return (source, target, csr.NeighbourWeights(source)[i]);
            }
        }
    }
}
