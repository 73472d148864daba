using NetMl.Tensors;

namespace NetMl.Gnn.Inputs;

/// <summary>Features of a node that the edges alone give.</summary>
public static class GraphPlaces
{
    /// <summary>Features per node.</summary>
    public const int Count = 4;

    /// <summary>Of each node the logarithm of one more than those it hears and those that hear it, and mean and largest of that number over those it hears. O(n + m).</summary>
    /// <param name="neighbours">[n, n].</param>
    /// <returns>[n, 4].</returns>
    public static Tensor<float> Of(Adjacency neighbours)
    {
        var nodes = neighbours.Rows;
        var heardBy = new int[nodes];
        foreach (var source in neighbours.Sources)
            heardBy[source]++;
        var places = new Tensor<float>(nodes, Count);
        for (var node = 0; node < nodes; node++)
        {
            var heard = neighbours.Sources[neighbours.Offsets[node]..neighbours.Offsets[node + 1]];
            var (sum, largest) = (0.0, 0.0);
            foreach (var source in heard)
            {
                var degree = Math.Log(1 + heardBy[source]);
                (sum, largest) = (sum + degree, Math.Max(largest, degree));
            }
            var row = places.Row(node);
            row[0] = (float)Math.Log(1 + heard.Length);
            row[1] = (float)Math.Log(1 + heardBy[node]);
            row[2] = heard.Length == 0 ? 0 : (float)(sum / heard.Length);
            row[3] = (float)largest;
        }
        return places;
    }
}
