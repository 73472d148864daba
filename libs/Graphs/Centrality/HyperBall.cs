using System.Numerics;
using System.Runtime.InteropServices;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>How exactly HyperBall counts.</summary>
/// <param name="Log2Registers">Each node's counter has 2^this registers of one byte, in 5..16: the relative standard error of a count is 1.04 / √(2^this).</param>
/// <param name="Seed">Chooses the hash of nodes; the same seed gives the same bits.</param>
/// <param name="MaximumSteps">Nodes further away than this count as unreachable; ≥ 1.</param>
public sealed record HyperBallOptions(int Log2Registers = 8, long Seed = 1, int MaximumSteps = int.MaxValue);

/// <summary>Estimates of how near each node is to those that reach it.</summary>
/// <param name="Closeness">[n]: as <see cref="ClosenessScores.Closeness"/>.</param>
/// <param name="Harmonic">[n]: as <see cref="ClosenessScores.Harmonic"/>.</param>
/// <param name="Reachable">[n]: nodes that reach each node, itself included.</param>
/// <param name="NeighbourhoodFunction">[steps + 1]: ordered pairs of nodes at distance ≤ t, a node with itself included.</param>
/// <param name="RelativeStandardError">1.04 / √registers: that of each reachable count, an upper bound of that of each harmonic score.</param>
public sealed record HyperBallEstimates(
    ReadOnlyMemory<double> Closeness, ReadOnlyMemory<double> Harmonic, ReadOnlyMemory<double> Reachable,
    ReadOnlyMemory<double> NeighbourhoodFunction, double RelativeStandardError);

/// <summary>Approximates closeness, harmonic centrality and the neighbourhood function with one small counter per node.</summary>
public static class HyperBall
{
    private const int ChunkSize = 512;

    /// <summary>Grows the balls of all nodes together, one step of distance at a time.</summary>
    /// <param name="graph">n nodes, m edges; distances are those to a node along edges of length 1.</param>
    /// <param name="options">Defaults to <see cref="HyperBallOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at after each step.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <remarks>
    /// O(m · registers) per step, as many steps as the longest shortest path, 2n · registers bytes. A harmonic score is a sum of counts with
    /// positive factors, so its relative standard error is at most that of a count; closeness divides two such numbers, and twice that is typical.
    /// Source: Boldi and Vigna 2013, "In-core computation of geometric centralities with HyperBall"; we differ: counts are read by the
    /// estimator of Ertl 2017, "New cardinality estimation algorithms for HyperLogLog sketches" (equation 17), which needs no correction for small sets.
    /// </remarks>
    public static HyperBallEstimates Compute(CsrGraph graph, HyperBallOptions? options = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new HyperBallOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Log2Registers, 5);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Log2Registers, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSteps, 1);
        var balls = new Balls(graph, options, threads);
        var pairs = new List<double> { graph.NodeCount };
        for (var step = 1; step <= options.MaximumSteps && balls.Grow(step); step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pairs.Add(balls.Pairs());
        }
        return balls.Read(pairs);
    }

    /// <summary>The counters of all nodes before and after a step; rows that did not change in two steps are the same in both.</summary>
    private sealed class Balls(CsrGraph graph, HyperBallOptions options, int threads)
    {
        private readonly int _registers = 1 << options.Log2Registers;
        private readonly CsrGraph _back = graph.Transpose;
        private readonly HyperLogLog _estimator = new(options.Log2Registers);
        private readonly double[] _size = Ones(graph.NodeCount);
        private readonly double[] _farness = new double[graph.NodeCount];
        private readonly double[] _harmonic = new double[graph.NodeCount];
        private byte[] _now = Start(graph.NodeCount, options);
        private byte[] _next = Start(graph.NodeCount, options);
        private bool[] _changed = Enumerable.Repeat(true, graph.NodeCount).ToArray();
        private bool[] _changes = new bool[graph.NodeCount];

        /// <summary>Whether any ball grew.</summary>
        public bool Grow(int step)
        {
            var grown = FixedChunks.Sum(_size.Length, ChunkSize, threads, (begin, end) =>
            {
                var count = 0L;
                for (var v = begin; v < end; v++)
                {
                    _changes[v] = Merge(v);
                    if (!_changes[v])
                        continue;
                    count++;
                    var size = _estimator.Count(Row(_next, v));
                    _farness[v] += (size - _size[v]) * step;
                    _harmonic[v] += (size - _size[v]) / step;
                    _size[v] = size;
                }
                return count;
            });
            (_now, _next) = (_next, _now);
            (_changed, _changes) = (_changes, _changed);
            return grown > 0;
        }

        /// <summary>Σ over nodes of the size of their balls.</summary>
        public double Pairs() => FixedChunks.Sum(_size.Length, ChunkSize, threads, (begin, end) =>
        {
            var sum = 0.0;
            for (var v = begin; v < end; v++)
                sum += _size[v];
            return sum;
        });

        public HyperBallEstimates Read(List<double> pairs)
        {
            var closeness = new double[_size.Length];
            for (var v = 0; v < closeness.Length; v++)
                closeness[v] = ClosenessScores.WassermanFaust(_size[v], _farness[v], closeness.Length);
            return new HyperBallEstimates(closeness, _harmonic, _size, pairs.ToArray(), 1.04 / Math.Sqrt(_registers));
        }

        /// <summary>Takes into a node's counter those of the nodes before it that changed in the last step; whether that changed it.</summary>
        private bool Merge(int node)
        {
            var own = Row(_next, node);
            if (_changed[node])
                Row(_now, node).CopyTo(own);
            var difference = Vector<byte>.Zero;
            foreach (var source in _back.Neighbours(node))
            {
                if (_changed[source])
                    difference |= TakeLarger(Row(_now, source), own);
            }
            return difference != Vector<byte>.Zero;
        }

        /// <summary>own = max(own, other); gives the bits that changed.</summary>
        private static Vector<byte> TakeLarger(ReadOnlySpan<byte> other, Span<byte> own)
        {
            var others = MemoryMarshal.Cast<byte, Vector<byte>>(other);
            var owns = MemoryMarshal.Cast<byte, Vector<byte>>(own);
            var difference = Vector<byte>.Zero;
            for (var i = 0; i < owns.Length; i++)
            {
                var larger = Vector.Max(owns[i], others[i]);
                difference |= larger ^ owns[i];
                owns[i] = larger;
            }
            return difference;
        }

        private Span<byte> Row(byte[] counters, int node) =>
            MemoryMarshal.CreateSpan(ref counters[(long)node * _registers], _registers);

        private static byte[] Start(int nodes, HyperBallOptions options)
        {
            var registers = 1L << options.Log2Registers;
            var counters = new byte[nodes * registers];
            for (var v = 0; v < nodes; v++)
            {
                var hash = ChunkRandom.Mix((ulong)v + ChunkRandom.Mix((ulong)options.Seed));
                var (register, rank) = HyperLogLog.Place(hash, options.Log2Registers);
                counters[v * registers + register] = rank;
            }
            return counters;
        }

        private static double[] Ones(int count)
        {
            var ones = new double[count];
            Array.Fill(ones, 1);
            return ones;
        }
    }
}
