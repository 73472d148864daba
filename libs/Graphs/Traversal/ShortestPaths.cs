namespace NetMl.Graphs.Traversal;

/// <summary>Shortest paths from one node to all.</summary>
/// <param name="Source">Where they begin.</param>
/// <param name="Distances">[n]: sums of weights; +∞ where no path leads.</param>
/// <param name="Predecessors">[n]: the node before, on a shortest path; −1 for the source and where no path leads.</param>
public sealed record ShortestPaths(int Source, ReadOnlyMemory<double> Distances, ReadOnlyMemory<int> Predecessors)
{
    /// <summary>The nodes of a shortest path, both ends included; empty when none leads there.</summary>
    public int[] PathTo(int target)
    {
        if (double.IsPositiveInfinity(Distances.Span[target]))
            return [];
        var path = new List<int>();
        for (var node = target; node >= 0; node = Predecessors.Span[node])
            path.Add(node);
        path.Reverse();
        return [.. path];
    }
}
