using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Layout;

/// <summary>A node with whose leaves (nodes that have no other neighbour) most of a component is filled, as around the one monitored host of a capture.</summary>
/// <param name="Core">The other nodes of the component, ascending.</param>
/// <param name="Leaves">Ascending.</param>
/// <remarks>Forces would push the leaves onto one crowded circle. They become the seeds of a sunflower around the core instead: in the order of nodes, the first ones inmost.</remarks>
internal sealed record DominantHub(int[] Core, int[] Leaves)
{
    private const int FewestLeaves = 32;

    /// <summary>Units of area for each leaf.</summary>
    private const double Area = 1.3;

    private const double GoldenAngle = 2.399963229728653;

    /// <summary>Null when no node has half of the component for leaves, or when that is small.</summary>
    /// <param name="nodes">Of a connected part, ascending; other nodes may have been taken away from it.</param>
    public static DominantHub? Find(CsrGraph graph, int[] nodes)
    {
        if (nodes.Length <= FewestLeaves)
            return null;
        var leavesOf = new Dictionary<int, int>();
        foreach (var v in nodes)
        {
            if (graph.OutDegree(v) == 1)
                leavesOf[graph.Neighbours(v)[0]] = leavesOf.GetValueOrDefault(graph.Neighbours(v)[0]) + 1;
        }
        var (hub, count) = leavesOf.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).FirstOrDefault();
        return count < FewestLeaves || 2 * count <= nodes.Length ? null
            : new DominantHub([.. nodes.Where(v => !IsLeafOf(graph, v, hub))], [.. nodes.Where(v => IsLeafOf(graph, v, hub))]);
    }

    /// <summary>Puts the leaves around the drawn core.</summary>
    public Shape Around(Shape core)
    {
        var (x, y) = (new float[Core.Length + Leaves.Length], new float[Core.Length + Leaves.Length]);
        core.X.CopyTo(x, 0);
        core.Y.CopyTo(y, 0);
        var inner = 2 + Enumerable.Range(0, Core.Length).Max(i => Math.Sqrt((double)x[i] * x[i] + (double)y[i] * y[i]));
        for (var i = 0; i < Leaves.Length; i++)
        {
            var (sine, cosine) = Math.SinCos(i * GoldenAngle);
            var radius = Math.Sqrt(inner * inner + i * Area / Math.PI);
            (x[Core.Length + i], y[Core.Length + i]) = ((float)(radius * cosine), (float)(radius * sine));
        }
        return new Shape([.. core.Nodes, .. Leaves], x, y);
    }

    private static bool IsLeafOf(CsrGraph graph, int v, int hub) => graph.OutDegree(v) == 1 && graph.Neighbours(v)[0] == hub;
}
