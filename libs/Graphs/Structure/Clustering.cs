using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>How closely a node's neighbours are connected with each other.</summary>
/// <param name="Local">[n], each in [0, 1]; 0 for nodes with fewer than two neighbours.</param>
/// <param name="Average">Mean of <paramref name="Local"/> over all nodes; 0 without nodes.</param>
/// <param name="Global">Three times the triangles per path of length two (transitivity), in [0, 1]; 0 without such paths.</param>
/// <param name="Triangles">The triangles that it was computed from.</param>
public sealed record ClusteringCoefficients(ReadOnlyMemory<double> Local, double Average, double Global, TriangleCounts Triangles);

/// <summary>Local, average and global clustering coefficients.</summary>
public static class Clustering
{
    /// <summary>local(v) = 2 · triangles(v) / (d · (d − 1)), d = neighbours of v.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <remarks>
    /// O(m^1.5), that of <see cref="Structure.Triangles"/>. Source: Watts and Strogatz 1998, "Collective dynamics of small-world networks"; nodes with
    /// d &lt; 2 count as 0 in the average. Global: Newman, Strogatz, Watts 2001, "Random graphs with arbitrary degree distributions".
    /// </remarks>
    public static ClusteringCoefficients Compute(CsrGraph undirected, int threads = 0)
    {
        var triangles = Structure.Triangles.Compute(undirected, threads);
        var local = new double[undirected.NodeCount];
        double sum = 0, paths = 0;
        for (var v = 0; v < local.Length; v++)
        {
            double degree = undirected.OutDegree(v);
            local[v] = degree < 2 ? 0 : 2 * triangles.OfNode.Span[v] / (degree * (degree - 1));
            sum += local[v];
            paths += degree * (degree - 1) / 2;
        }
        return new ClusteringCoefficients(local, local.Length == 0 ? 0 : sum / local.Length, paths == 0 ? 0 : 3 * triangles.Total / paths, triangles);
    }
}
