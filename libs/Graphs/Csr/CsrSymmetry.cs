namespace NetMl.Graphs.Csr;

/// <summary>Tells undirected graphs from directed ones.</summary>
internal static class CsrSymmetry
{
    /// <summary>Whether each edge has one back; weights do not matter. O(n + m), and builds the transpose.</summary>
    public static bool Holds(CsrGraph graph) =>
        graph.Transpose.Offsets.SequenceEqual(graph.Offsets) && graph.Transpose.Targets.SequenceEqual(graph.Targets);
}
