using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Traversal;

/// <summary>A path and its length.</summary>
/// <param name="Length">Sum of weights from the first node on.</param>
/// <param name="Nodes">All different; both ends included.</param>
public sealed record RankedPath(double Length, ReadOnlyMemory<int> Nodes);

/// <summary>Finds the shortest, the second shortest… path between two nodes.</summary>
public static class KShortestPaths
{
    /// <summary>The shortest paths that visit no node twice, shortest first.</summary>
    /// <param name="graph">Weights ≥ 0 are lengths; +∞ is an edge that cannot be taken.</param>
    /// <param name="count">Paths wanted, ≥ 1.</param>
    /// <param name="cancellationToken">Looked at before each search.</param>
    /// <returns>As many as there are, at most <paramref name="count"/>; of paths of the same length any, but always the same. From a node to itself: only the path that stays.</returns>
    /// <exception cref="ArgumentException">No such node, a count below 1, a weight below 0.</exception>
    /// <remarks>
    /// At worst O(count · n) searches of O(m log n); usually little more than one search in all, because distances to the target guide every
    /// other. Source: Yen 1971, with each path's branches kept apart as in Lawler 1972, and searches guided as in Hart, Nilsson and Raphael 1968.
    /// </remarks>
    public static IReadOnlyList<RankedPath> Compute(CsrGraph graph, int source, int target, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        EdgeLengths.CheckNode(graph, source, nameof(source));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var found = new List<RankedPath>();
        var search = new GuidedSearch(graph, Dijkstra.Compute(graph.Transpose, target));
        var candidates = new PriorityQueue<Branch, (double, int)>();
        var made = 0;
        Add(search.Find([], source, 0, []), branchAt: 0, without: []);
        while (found.Count < count && candidates.TryDequeue(out var best, out _))
        {
            found.Add(best.Path);
            if (found.Count < count)
                AddBranches(best);
        }
        return found;

        // Every path that is not found yet is a branch of exactly one place: there it leaves a found path for a node that no found path goes to.
        void AddBranches(Branch branch)
        {
            var nodes = branch.Path.Nodes.Span;
            var length = 0.0;
            for (var i = 0; i < nodes.Length - 1; i++)
            {
                if (i >= branch.At)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    int[] without = i == branch.At ? [.. branch.Without, nodes[i + 1]] : [nodes[i + 1]];
                    Add(search.Find(nodes[..i], nodes[i], length, without), i, without);
                }
                length += graph.NeighbourWeights(nodes[i])[graph.Neighbours(nodes[i]).BinarySearch(nodes[i + 1])];
            }
        }

        void Add(RankedPath? path, int branchAt, int[] without)
        {
            if (path is not null)
                candidates.Enqueue(new Branch(path, branchAt, without), (path.Length, made++));
        }
    }

    /// <param name="At">The place in the path where it left the path that it branched from.</param>
    /// <param name="Without">Where it must not go from there.</param>
    private sealed record Branch(RankedPath Path, int At, int[] Without);
}
