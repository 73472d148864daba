using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Similarity;

/// <summary>What tells nodes with different roles apart.</summary>
/// <param name="Names">[f]: what each column is, such as "mean of degree".</param>
/// <param name="Columns">[f][n]: values ≥ 0.</param>
public sealed record RoleFeatureTable(IReadOnlyList<string> Names, IReadOnlyList<ReadOnlyMemory<double>> Columns);

/// <summary>Describes each node by its surroundings, so that nodes with the same role look alike wherever they are.</summary>
/// <remarks>
/// Chosen over SimRank: SimRank scores pairs, O(n²) of them, and only of nodes near each other; role features are columns per node in near
/// linear time, compare nodes across components and graphs, and go straight into a model.
/// </remarks>
public static class RoleFeatures
{
    private const int ChunkSize = 1 << 10;

    /// <summary>Degree and the edges in and around the ego network, then again and again means and sums of these over neighbours.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops.</param>
    /// <param name="rounds">Times that means and sums over neighbours are taken, 0..5; a node's columns then depend on nodes rounds + 1 steps away.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 or more than 5 rounds.</exception>
    /// <remarks>
    /// O(m^1.5) for triangles, then O(n log n + m) per column, of which a round makes at most twice as many as the last one kept. A column is left out when its
    /// logarithmic bins differ from those of one that stands before it by no more than the round's number at any node.
    /// Source: Henderson et al. 2011, "It's who you know: graph mining using recursive structural features" (ReFeX).
    /// </remarks>
    public static RoleFeatureTable Compute(CsrGraph undirected, int rounds = 2, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounds, 5);
        var kept = new List<Column>();
        var latest = Keep(kept, Start(undirected), 0);
        for (var round = 1; round <= rounds; round++)
            latest = Keep(kept, latest.SelectMany(column => Around(undirected, column, threads)).ToArray(), round);
        return new RoleFeatureTable(kept.ConvertAll(column => column.Name), kept.ConvertAll(column => (ReadOnlyMemory<double>)column.Values));
    }

    private static Column[] Start(CsrGraph graph)
    {
        var triangles = Triangles.Compute(graph).OfNode.Span;
        var n = graph.NodeCount;
        double[] degree = new double[n], inside = new double[n], across = new double[n];
        for (var v = 0; v < n; v++)
        {
            degree[v] = graph.OutDegree(v);
            inside[v] = degree[v] + triangles[v];
            var ends = degree[v];
            foreach (var u in graph.Neighbours(v))
                ends += graph.OutDegree(u);
            across[v] = ends - 2 * inside[v];
        }
        return [new("degree", degree), new("edges inside ego network", inside), new("edges out of ego network", across)];
    }

    private static Column[] Around(CsrGraph graph, Column column, int threads)
    {
        double[] sums = new double[graph.NodeCount], means = new double[graph.NodeCount];
        FixedChunks.Run(sums.Length, ChunkSize, threads, (begin, end) =>
        {
            for (var v = begin; v < end; v++)
            {
                var sum = 0.0;
                foreach (var u in graph.Neighbours(v))
                    sum += column.Values[u];
                // 24 bits: what is equal but for the order of summation falls into the same bin.
                sums[v] = (float)sum;
                means[v] = (float)(sum / Math.Max(graph.OutDegree(v), 1));
            }
        });
        return [new($"mean of {column.Name}", means), new($"sum of {column.Name}", sums)];
    }

    /// <summary>Adds the columns that say something new; gives these.</summary>
    private static List<Column> Keep(List<Column> kept, Column[] candidates, int tolerance)
    {
        var added = new List<Column>();
        foreach (var candidate in candidates)
        {
            if (kept.Exists(column => LargestDifference(column.Bins, candidate.Bins) <= tolerance))
                continue;
            kept.Add(candidate);
            added.Add(candidate);
        }
        return added;
    }

    private static int LargestDifference(int[] first, int[] second)
    {
        var largest = 0;
        for (var v = 0; v < first.Length; v++)
            largest = Math.Max(largest, Math.Abs(first[v] - second[v]));
        return largest;
    }

    private sealed class Column(string name, double[] values)
    {
        public string Name { get; } = name;

        public double[] Values { get; } = values;

        /// <summary>[n]: 0 for the lower half of the nodes, 1 for the lower half of the rest, and so on; equal values share a bin.</summary>
        public int[] Bins { get; } = Binned(values);

        private static int[] Binned(double[] values)
        {
            var order = new int[values.Length];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            Array.Sort(values.AsSpan().ToArray(), order);
            var bins = new int[values.Length];
            for (int begin = 0, end, bin = 0; begin < order.Length; begin = end, bin++)
            {
                end = begin + (order.Length - begin + 1) / 2;
                while (end < order.Length && values[order[end]] == values[order[end - 1]])
                    end++;
                for (var i = begin; i < end; i++)
                    bins[order[i]] = bin;
            }
            return bins;
        }
    }
}
