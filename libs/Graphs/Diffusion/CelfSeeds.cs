using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Diffusion;

/// <summary>A chosen seed.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Gain">Nodes that it adds to what the seeds before it reach, in the mean of the runs.</param>
public readonly record struct ChosenSeed(int Node, double Gain);

/// <summary>Seeds in the order in which they were chosen.</summary>
/// <param name="Seeds">Gains never rise.</param>
/// <param name="Evaluations">How often the gain of one node was counted, beyond once for each: greedy without laziness needs n for every seed.</param>
public sealed record SeedChoice(IReadOnlyList<ChosenSeed> Seeds, long Evaluations);

/// <summary>Chooses the nodes from which a cascade reaches most: greedily, and lazily.</summary>
public static class CelfSeeds
{
    /// <summary>Takes, again and again, the node that adds most to what is reached.</summary>
    /// <param name="graph">n nodes; things pass along the direction of edges, both ways on a symmetric graph.</param>
    /// <param name="count">Seeds to choose, at most n; ≥ 0.</param>
    /// <param name="options">Defaults to <see cref="CascadeOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each run and each evaluation.</param>
    /// <returns>Among equal gains the lowest node.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <remarks>
    /// The lots of all runs are drawn once and kept, [n] ints and the edges between parts per run: over them the reach is exactly submodular, so the lazy choice is
    /// the greedy one, whose reach is at least 1 − 1/e ≈ 63 % of the best for these runs. All n first gains cost O(runs · (m + parts · edges between parts / 64)),
    /// each further one the parts that it adds, in every run. The gains belong to the runs that chose them and are a little too high: judge the choice by
    /// <see cref="IndependentCascade.Estimate"/> with another seed. Sources: Kempe, Kleinberg and Tardos 2003, "Maximizing the spread of influence through a social
    /// network"; Leskovec et al. 2007, "Cost-effective outbreak detection in networks" (CELF); Chen, Wang and Yang 2009, "Efficient influence maximization in
    /// social networks" (live edges, drawn once).
    /// </remarks>
    public static SeedChoice Compute(CsrGraph graph, int count, CascadeOptions? options = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        options ??= new CascadeOptions();
        options.Check();
        var (worlds, gains) = Draw(graph, options, threads, cancellationToken);
        var (n, visits) = (graph.NodeCount, new LiveWorld.Visits(graph.NodeCount));
        var queue = new PriorityQueue<(int Node, long Gain, int Round), (long, int)>();
        for (var v = 0; v < n; v++)
            queue.Enqueue((v, gains[v], 0), (-gains[v], v));

        var (seeds, evaluations) = (new List<ChosenSeed>(), 0L);
        while (seeds.Count < count && queue.TryDequeue(out var best, out _))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (best.Round == seeds.Count)
            {
                seeds.Add(new ChosenSeed(best.Node, (double)best.Gain / options.Runs));
                foreach (var world in worlds)
                    world.Cover(best.Node, visits);
                continue;
            }
            // A gain of an earlier round can only be too high: count it anew, and see whether it still comes first.
            var gain = Sum(worlds, best.Node, visits);
            evaluations++;
            queue.Enqueue((best.Node, gain, seeds.Count), (-gain, best.Node));
        }
        return new SeedChoice(seeds, evaluations);
    }

    private static (LiveWorld[] Worlds, long[] Gains) Draw(CsrGraph graph, CascadeOptions options, int threads, CancellationToken cancellationToken)
    {
        var (worlds, isSymmetric, sums) = (new LiveWorld[options.Runs], CsrSymmetry.Holds(graph), new List<long[]>());
        FixedChunks.Run(options.Runs, 1, threads, () =>
        {
            var own = new long[graph.NodeCount];
            lock (sums)
                sums.Add(own);
            return own;
        }, (begin, end, gains) =>
        {
            for (var run = begin; run < end; run++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                worlds[run] = LiveWorld.Draw(graph, new EdgeLots(options, run, isSymmetric), isSymmetric);
                worlds[run].AddReach(gains);
            }
        });
        var total = new long[graph.NodeCount];
        foreach (var own in sums)
        {
            for (var v = 0; v < total.Length; v++)
                total[v] += own[v];
        }
        return (worlds, total);
    }

    private static long Sum(LiveWorld[] worlds, int node, LiveWorld.Visits visits)
    {
        var sum = 0L;
        foreach (var world in worlds)
            sum += world.Gain(node, visits);
        return sum;
    }
}
