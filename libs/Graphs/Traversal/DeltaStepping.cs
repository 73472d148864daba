using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Traversal;

/// <summary>Finds shortest distances from one node on several cores.</summary>
public static class DeltaStepping
{
    private const int ChunkNodes = 128;
    private const int MaxBuckets = 1024;

    // Steps to the longest edge, for each edge of a node: measured, 1 costs nearly twice the time and 16 no less.
    private const int StepsPerEdge = 4;

    /// <summary>Distances from a node along the edges' directions.</summary>
    /// <param name="graph">Weights ≥ 0 are lengths; +∞ is an edge that cannot be taken.</param>
    /// <param name="source">A node.</param>
    /// <param name="threads">0 for one per core.</param>
    /// <returns>
    /// [n]; +∞ where no path leads. The same bits as <see cref="Dijkstra"/> and for any number of threads: each is the smallest, over all paths,
    /// of the rounded sum from the source outwards, in whatever order paths are tried.
    /// </returns>
    /// <exception cref="ArgumentException">No such node, or a weight below 0.</exception>
    /// <remarks>
    /// O(n + m + steps) expected for random weights; [n] scratch and one entry per improvement. Nodes are taken in steps of distance Δ = largest
    /// weight / (4 · mean degree), all of one step at once. Source: Meyer and Sanders 2003, "Δ-stepping: a parallelizable shortest path algorithm".
    /// </remarks>
    public static double[] Compute(CsrGraph graph, int source, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        EdgeLengths.CheckNode(graph, source, nameof(source));
        EdgeLengths.Check(graph);
        var distances = new double[graph.NodeCount];
        Array.Fill(distances, double.PositiveInfinity);
        distances[source] = 0;
        var (perDelta, bucketCount) = Steps(graph);
        var workers = new List<int>[FixedChunks.Threads(threads)][];
        for (var worker = 0; worker < workers.Length; worker++)
            workers[worker] = [.. Enumerable.Range(0, bucketCount).Select(_ => new List<int>())];
        var frontier = new List<int> { source };
        for (var step = 0L; step >= 0; step = NextStep(workers, step))
        {
            Gather(workers, step, frontier);
            while (frontier.Count > 0)
            {
                var taken = -1;
                FixedChunks.Run(frontier.Count, ChunkNodes, threads, () => workers[Interlocked.Increment(ref taken)], (begin, end, buckets) =>
                {
                    for (var i = begin; i < end; i++)
                        Relax(graph, distances, frontier[i], step, perDelta, buckets);
                });
                frontier.Clear();
                Gather(workers, step, frontier);
            }
        }
        return distances;
    }

    /// <summary>1 / Δ, and how many steps ahead an edge can lead, so how many buckets go round.</summary>
    private static (double PerDelta, int Buckets) Steps(CsrGraph graph)
    {
        var longest = 1.0;
        if (graph.IsWeighted)
        {
            longest = 0;
            foreach (var weight in graph.Weights)
            {
                if (weight > longest && !double.IsPositiveInfinity(weight))
                    longest = weight;
            }
        }
        var steps = Math.Clamp(StepsPerEdge * graph.EdgeCount / Math.Max(1, graph.NodeCount), 1, MaxBuckets);
        var perDelta = steps / longest;
        // Weights of 0, or so small that 1 / Δ is no number: one step for all.
        return double.IsFinite(perDelta) ? (perDelta, (int)steps + 3) : (0, 3);
    }

    private static void Relax(CsrGraph graph, double[] distances, int node, long step, double perDelta, List<int>[] buckets)
    {
        var distance = Volatile.Read(ref distances[node]);
        if ((long)(distance * perDelta) < step)
            return;
        var row = graph.Neighbours(node);
        var lengths = graph.NeighbourWeights(node);
        for (var i = 0; i < row.Length; i++)
        {
            var longer = distance + lengths[i];
            ref var known = ref distances[row[i]];
            for (var before = Volatile.Read(ref known); longer < before;)
            {
                var now = Interlocked.CompareExchange(ref known, longer, before);
                if (now == before)
                {
                    buckets[(long)(longer * perDelta) % buckets.Length].Add(row[i]);
                    break;
                }
                before = now;
            }
        }
    }

    private static void Gather(List<int>[][] workers, long step, List<int> frontier)
    {
        foreach (var buckets in workers)
        {
            var bucket = buckets[step % buckets.Length];
            frontier.AddRange(bucket);
            bucket.Clear();
        }
    }

    /// <summary>The next step that has nodes; −1 when none has.</summary>
    private static long NextStep(List<int>[][] workers, long step)
    {
        for (var ahead = 1; ahead < workers[0].Length; ahead++)
        {
            foreach (var buckets in workers)
            {
                if (buckets[(step + ahead) % buckets.Length].Count > 0)
                    return step + ahead;
            }
        }
        return -1;
    }
}
