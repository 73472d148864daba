using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Structure;

/// <summary>The largest k for each node so that it lies in a part of the graph where all have k neighbours within the part.</summary>
public static class CoreNumbers
{
    private const int ChunkNodes = 1 << 15;
    private const int ChunkSeeds = 256;

    /// <summary>Fewer edges than this are not worth waking threads for.</summary>
    private const long LeastSharedEdges = 1 << 15;

    /// <summary>Peels nodes off by ascending degree.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <returns>[n].</returns>
    /// <remarks>
    /// O(m + sum of core numbers), [2n] scratch. For each k all nodes with k neighbours left go, and with them, at once, those whom that
    /// leaves with k. Source: Kabir and Madduri 2017, "Parallel k-core decomposition on multicore platforms" (PKC); the numbers are those of
    /// Batagelj and Zaveršnik 2003, "An O(m) algorithm for cores decomposition of networks".
    /// </remarks>
    public static int[] Compute(CsrGraph undirected, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        var left = Degrees.Out(undirected);
        var nodes = new int[left.Length];
        for (var v = 0; v < nodes.Length; v++)
            nodes[v] = v;
        int[] survivors = new int[nodes.Length], seeds = new int[nodes.Length];
        var remaining = nodes.Length;
        for (var k = 0; remaining > 0; k++)
        {
            var (seedCount, survivorCount) = (0, 0);
            FixedChunks.Run(remaining, ChunkNodes, threads, (begin, end) =>
                Divide(nodes.AsSpan(begin..end), left, k, seeds, ref seedCount, survivors, ref survivorCount));
            var workers = (long)seedCount * k < LeastSharedEdges ? 1 : FixedChunks.Threads(threads);
            FixedChunks.Run(seedCount, ChunkSeeds, workers, () => new Stack<int>(), (begin, end, open) =>
                Peel(undirected, seeds.AsSpan(begin..end), left, k, open, isAlone: workers == 1));
            (nodes, survivors) = (survivors, nodes);
            remaining = survivorCount;
        }
        return left;
    }

    /// <summary>Nodes with k neighbours left become seeds, those with more survivors; those with fewer went before.</summary>
    private static void Divide(ReadOnlySpan<int> nodes, int[] left, int k, int[] seeds, ref int seedCount, int[] survivors, ref int survivorCount)
    {
        int newSeeds = 0, newSurvivors = 0;
        foreach (var v in nodes)
        {
            newSeeds += left[v] == k ? 1 : 0;
            newSurvivors += left[v] > k ? 1 : 0;
        }
        var seed = Interlocked.Add(ref seedCount, newSeeds) - newSeeds;
        var survivor = Interlocked.Add(ref survivorCount, newSurvivors) - newSurvivors;
        foreach (var v in nodes)
        {
            if (left[v] == k)
                seeds[seed++] = v;
            else if (left[v] > k)
                survivors[survivor++] = v;
        }
    }

    /// <summary>Takes nodes off their neighbours' counts; who takes a count down to k goes on with that neighbour.</summary>
    private static void Peel(CsrGraph undirected, ReadOnlySpan<int> seeds, int[] left, int k, Stack<int> open, bool isAlone)
    {
        foreach (var seed in seeds)
        {
            open.Push(seed);
            while (open.TryPop(out var u))
            {
                foreach (var v in undirected.Neighbours(u))
                {
                    if (left[v] <= k)
                        continue;
                    var count = isAlone ? --left[v] : Interlocked.Decrement(ref left[v]);
                    if (count == k)
                        open.Push(v);
                    else if (count < k)
                        Interlocked.Increment(ref left[v]);
                }
            }
        }
    }
}
