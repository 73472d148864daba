using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Traversal;

/// <summary>How few edges lead from a source to each node, and over which node.</summary>
/// <param name="Distances">[n]: edges on a shortest path from the source; −1 where none leads.</param>
/// <param name="Parents">[n]: the smallest node before this one on a shortest path; the source itself at the source, −1 where no path leads.</param>
public sealed record BreadthFirstTree(ReadOnlyMemory<int> Distances, ReadOnlyMemory<int> Parents);

/// <summary>Visits nodes by their distance from a source.</summary>
public static class BreadthFirstSearch
{
    /// <summary>A level is searched from below when its edges are more than this part of those not yet seen…</summary>
    private const int Alpha = 15;

    /// <summary>…until it has fewer than this part of all nodes.</summary>
    private const int Beta = 18;

    /// <summary>Searches along edges, level by level.</summary>
    /// <param name="graph">n nodes, m edges.</param>
    /// <param name="source">In 0..n−1.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The source is not a node, or threads is below 0.</exception>
    /// <remarks>
    /// O(n + m), in practice far fewer edges: large levels are searched from below, each unreached node looking for one reached neighbour. That
    /// needs the transpose; a directed graph whose <see cref="CsrGraph.Transpose"/> nobody has asked for is searched from above only.
    /// [n] and a few bits per node of scratch. Source: Beamer, Asanović, Patterson 2012, "Direction-optimizing breadth-first search".
    /// </remarks>
    public static BreadthFirstTree Compute(CsrGraph graph, int source, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNegative(source);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(source, graph.NodeCount);
        var levels = new BreadthFirstLevels(graph, source, FixedChunks.Threads(threads));
        var unseenEdges = graph.EdgeCount;
        long levelEdges = graph.OutDegree(source);
        while (levels.Width > 0)
        {
            if (!graph.HasTranspose || levelEdges <= unseenEdges / Alpha)
            {
                unseenEdges -= levelEdges;
                levelEdges = levels.StepFromAbove();
                continue;
            }
            levels.EnterFromBelow();
            int before;
            do
            {
                before = levels.Width;
                levels.StepFromBelow();
            }
            while (levels.Width >= before || levels.Width > graph.NodeCount / Beta);
            levels.LeaveFromBelow();
            levelEdges = 1;
        }
        return new BreadthFirstTree(levels.Distances, levels.Parents);
    }
}
