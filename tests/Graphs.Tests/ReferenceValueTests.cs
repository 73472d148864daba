using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests;

/// <summary>Published numbers of well-known graphs.</summary>
public class ReferenceValueTests
{
    [SkippableTheory]
    [InlineData("karate.edges.txt", 34, 78, 45, 0.5706, 34)]
    [InlineData("football.edges.txt", 115, 613, 810, 0.4032, 115)]
    [InlineData("email-Eu-core.edges.txt", 1005, null, 105461, 0.3994, 986)]
    [InlineData("CollegeMsg.temporal.txt.gz", 1899, null, 14319, 0.1094, 1893)]
    [InlineData("email-Enron.edges.txt.gz", 36692, 183831, 727044, 0.4970, 33696)]
    public void Compute_PublishedGraph_GivesPublishedNumbers(string file, int nodes, int? edges, long triangles, double clustering, int largest)
    {
        var graph = ReferenceGraphs.ReadUndirected(file);

        var coefficients = Clustering.Compute(graph);
        var components = WeakComponents.Compute(graph);

        Assert.Equal(nodes, graph.NodeCount);
        Assert.Equal(edges ?? graph.EdgeCount / 2, graph.EdgeCount / 2);
        Assert.Equal(triangles, coefficients.Triangles.Total);
        Assert.Equal(clustering, coefficients.Average, 0.00005);
        Assert.Equal(largest, components.LargestSize);
    }
}
