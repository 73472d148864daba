using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Layout;

/// <summary>Pushes nodes apart that lie too near each other, and moves the others as little as it can.</summary>
public static class NodeSpacing
{
    private const int ChunkNodes = 512;
    private const int Rounds = 60;

    /// <summary>Share of an overlap that one round takes away: all nodes move at once, so the whole would overshoot in a crowd.</summary>
    private const float Relaxation = 0.35f;

    /// <summary>Moves nodes in place until all are <paramref name="distance"/> apart, or 60 rounds have passed.</summary>
    /// <param name="x">[n], as <paramref name="y"/>.</param>
    /// <param name="y">[n].</param>
    /// <param name="distance">In units of the positions; 0 moves nothing.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at once per round.</param>
    /// <returns>Whether nothing was too near in the end.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <remarks>O(n log n + pairs within the distance) per round, [3n] scratch.</remarks>
    public static bool Widen(Span<float> x, Span<float> y, double distance, int threads = 0, CancellationToken cancellationToken = default)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"{y.Length} y for {x.Length} x: give one each per node.", nameof(y));
        if (!(distance > 0) || x.Length < 2)
            return true;
        float[] fromX = x.ToArray(), fromY = y.ToArray(), toX = new float[x.Length], toY = new float[x.Length];
        var grid = new NeighbourGrid(x.Length, (float)distance);
        var crowded = 1L;
        for (var round = 0; round < Rounds && crowded > 0; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            grid.Build(fromX, fromY);
            crowded = FixedChunks.Sum(fromX.Length, ChunkNodes, threads, (begin, end) =>
            {
                long moved = 0;
                for (var v = begin; v < end; v++)
                {
                    var (pushX, pushY) = grid.Push(v, fromX, fromY);
                    moved += pushX != 0 || pushY != 0 ? 1 : 0;
                    (toX[v], toY[v]) = (fromX[v] + Relaxation * pushX, fromY[v] + Relaxation * pushY);
                }
                return moved;
            });
            (fromX, toX, fromY, toY) = (toX, fromX, toY, fromY);
        }
        fromX.CopyTo(x);
        fromY.CopyTo(y);
        return crowded == 0;
    }

    /// <summary>Nodes by the square of the plane in which they lie, sorted.</summary>
    private sealed class NeighbourGrid(int count, float side)
    {
        /// <summary>Overlaps of less than this share of the distance are let be.</summary>
        private const float Slack = 0.02f;

        private readonly long[] _squares = new long[count];
        private readonly int[] _nodes = new int[count];

        public void Build(float[] x, float[] y)
        {
            for (var v = 0; v < count; v++)
                (_squares[v], _nodes[v]) = (Square(x[v], y[v], 0, 0), v);
            // Ties by node, so that the order of summation is that of the nodes: keys are made different by a second sort within squares.
            Array.Sort(_squares, _nodes);
            for (var begin = 0; begin < count;)
            {
                var end = begin + 1;
                while (end < count && _squares[end] == _squares[begin])
                    end++;
                Array.Sort(_nodes, begin, end - begin);
                begin = end;
            }
        }

        /// <summary>How far neighbours push a node: half of each overlap, away from them.</summary>
        public (float X, float Y) Push(int v, float[] x, float[] y)
        {
            float pushX = 0, pushY = 0;
            for (var down = -1; down <= 1; down++)
            {
                var last = Square(x[v], y[v], 1, down);
                for (var i = First(Square(x[v], y[v], -1, down)); i < count && _squares[i] <= last; i++)
                {
                    var u = _nodes[i];
                    var (dx, dy) = (x[v] - x[u], y[v] - y[u]);
                    var apart = MathF.Sqrt(dx * dx + dy * dy);
                    if (u == v || apart >= side * (1 - Slack))
                        continue;
                    // Nodes in one place part along a direction of their own.
                    var (towardX, towardY) = apart > 0 ? (dx / apart, dy / apart) : Direction(v, u);
                    pushX += towardX * (side - apart) / 2;
                    pushY += towardY * (side - apart) / 2;
                }
            }
            return (pushX, pushY);
        }

        private int First(long square)
        {
            var (low, high) = (0, count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_squares[middle] < square)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }

        private long Square(float x, float y, int right, int down) =>
            (((long)Math.Floor(y / side) + down) << 32) + (long)Math.Floor(x / side) + right;

        private static (float X, float Y) Direction(int v, int u)
        {
            var mixed = ChunkRandom.Mix((ulong)Math.Min(v, u) << 32 | (uint)Math.Max(v, u));
            var (sine, cosine) = Math.SinCos(mixed * (2 * Math.PI / ulong.MaxValue));
            var sign = v < u ? 1 : -1;
            return ((float)(sign * cosine), (float)(sign * sine));
        }
    }
}
