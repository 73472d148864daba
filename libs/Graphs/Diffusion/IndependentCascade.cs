using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Diffusion;

/// <summary>The independent cascade: a node that is reached tries each of its edges once.</summary>
public static class IndependentCascade
{
    private const int RunsPerChunk = 8;

    /// <summary>Plays cascades from a set of seeds.</summary>
    /// <param name="graph">n nodes; things pass along the direction of edges, both ways on a symmetric graph.</param>
    /// <param name="seeds">Nodes that have it at the beginning; repeats do not count.</param>
    /// <param name="options">Defaults to <see cref="CascadeOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each run.</param>
    /// <exception cref="ArgumentException">A seed is not in the graph, or an option is outside its range.</exception>
    /// <remarks>O(edges of the nodes reached) per run, [2n] scratch per thread. Source: Kempe, Kleinberg and Tardos 2003, "Maximizing the spread of influence through a social network".</remarks>
    public static Spread Estimate(CsrGraph graph, ReadOnlySpan<int> seeds, CascadeOptions? options = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new CascadeOptions();
        options.Check();
        Check(graph.NodeCount, seeds);
        var (from, isSymmetric, reached) = (seeds.ToArray(), CsrSymmetry.Holds(graph), new int[options.Runs]);
        FixedChunks.Run(options.Runs, RunsPerChunk, threads, () => new Play(graph), (begin, end, play) =>
        {
            for (var run = begin; run < end; run++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reached[run] = play.Run(from, new EdgeLots(options, run, isSymmetric));
            }
        });
        return Spread.Of(reached);
    }

    internal static void Check(int nodes, ReadOnlySpan<int> seeds)
    {
        foreach (var seed in seeds)
        {
            if ((uint)seed >= (uint)nodes)
                throw new ArgumentException($"Seed {seed} is not in the graph: it has nodes 0 to {nodes - 1}.", nameof(seeds));
        }
    }

    private sealed class Play(CsrGraph graph)
    {
        private readonly int[] _runOf = new int[graph.NodeCount];
        private readonly int[] _queue = new int[graph.NodeCount];
        private int _run;

        public int Run(int[] seeds, EdgeLots lots)
        {
            _run++;
            var count = 0;
            foreach (var seed in seeds)
                Take(seed, ref count);
            for (var next = 0; next < count; next++)
            {
                var node = _queue[next];
                foreach (var neighbour in graph.Neighbours(node))
                {
                    if (_runOf[neighbour] != _run && lots.Passes(node, neighbour))
                        Take(neighbour, ref count);
                }
            }
            return count;
        }

        private void Take(int node, ref int count)
        {
            if (_runOf[node] == _run)
                return;
            _runOf[node] = _run;
            _queue[count++] = node;
        }
    }
}
