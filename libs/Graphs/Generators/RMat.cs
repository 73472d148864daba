using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Generators;

/// <summary>Edge rows as they come: with self-loops and repeats.</summary>
/// <param name="NodeCount">n.</param>
/// <param name="Sources">[rows], each in 0..n−1.</param>
/// <param name="Targets">[rows], each in 0..n−1.</param>
public sealed record EdgeRows(int NodeCount, ReadOnlyMemory<int> Sources, ReadOnlyMemory<int> Targets);

/// <summary>Chances of the four quarters of the adjacency matrix; the lower right one is what is left of 1.</summary>
public sealed record RMatQuarters(double UpperLeft = 0.57, double UpperRight = 0.19, double LowerLeft = 0.19);

/// <summary>Draws graphs with a few hubs and a small diameter, as networks have them.</summary>
public static class RMat
{
    private const int ChunkRows = 1 << 14;

    /// <summary>Draws edgeFactor · 2^scale rows over 2^scale nodes whose numbers are shuffled.</summary>
    /// <param name="scale">Binary logarithm of the number of nodes, 0..26.</param>
    /// <param name="edgeFactor">Rows per node, 0..31.</param>
    /// <param name="seed">The same seed gives the same rows for any number of threads.</param>
    /// <param name="quarters">Those of the Graph 500 benchmark by default: .57, .19, .19, .05.</param>
    /// <param name="threads">0 for one per core.</param>
    /// <exception cref="ArgumentOutOfRangeException">Scale or edge factor is outside its range, or the chances are not.</exception>
    /// <remarks>O(rows · scale). Source: Chakrabarti, Zhan, Faloutsos 2004, "R-MAT: a recursive model for graph mining".</remarks>
    public static EdgeRows Draw(int scale, int edgeFactor, int seed, RMatQuarters? quarters = null, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 26);
        ArgumentOutOfRangeException.ThrowIfNegative(edgeFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(edgeFactor, 31);
        quarters ??= new RMatQuarters();
        Check(quarters);
        var nodes = 1 << scale;
        var rows = edgeFactor << scale;
        var number = new int[nodes];
        for (var v = 0; v < nodes; v++)
            number[v] = v;
        new Random(seed).Shuffle(number);

        int[] sources = new int[rows], targets = new int[rows];
        FixedChunks.Run(rows, ChunkRows, threads, (begin, end) =>
        {
            var random = new Random(unchecked(seed * 31 + begin / ChunkRows + 1));
            for (var row = begin; row < end; row++)
            {
                var (source, target) = DrawRow(random, scale, quarters);
                sources[row] = number[source];
                targets[row] = number[target];
            }
        });
        return new EdgeRows(nodes, sources, targets);
    }

    private static (int Source, int Target) DrawRow(Random random, int scale, RMatQuarters quarters)
    {
        int source = 0, target = 0;
        for (var level = 0; level < scale; level++)
        {
            var at = random.NextDouble() - quarters.UpperLeft;
            var (down, right) = at < 0 ? (0, 0)
                : (at -= quarters.UpperRight) < 0 ? (0, 1)
                : at < quarters.LowerLeft ? (1, 0) : (1, 1);
            source = source << 1 | down;
            target = target << 1 | right;
        }
        return (source, target);
    }

    private static void Check(RMatQuarters quarters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quarters.UpperLeft);
        ArgumentOutOfRangeException.ThrowIfNegative(quarters.UpperRight);
        ArgumentOutOfRangeException.ThrowIfNegative(quarters.LowerLeft);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quarters.UpperLeft + quarters.UpperRight + quarters.LowerLeft, 1);
    }
}
