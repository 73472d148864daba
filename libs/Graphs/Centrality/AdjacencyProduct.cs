using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>Rows of the adjacency matrix times a vector, and passes over vectors that give two sums each.</summary>
/// <param name="rows">Row v lists the nodes that v receives from: the transpose, for scores that go along edges.</param>
/// <param name="weighted">Multiplies by edge weights instead of 1.</param>
/// <param name="threads">Results do not depend on it: each element is summed in row order, vectors in chunk order.</param>
internal sealed class AdjacencyProduct(CsrGraph rows, bool weighted, int threads)
{
    private const int ChunkSize = 1 << 11;

    private readonly bool _weighted = weighted && rows.IsWeighted;

    /// <summary>Adds up two numbers of nodes begin..end−1.</summary>
    public delegate (double First, double Second) Pass(int begin, int end);

    /// <summary>Σ over the row of a node of weight · x, which is [n].</summary>
    public double Row(int node, double[] x) => _weighted ? Weighted(node, x) : Plain(node, x);

    /// <summary>Runs a pass over all nodes; gives both sums, added in chunk order.</summary>
    public (double First, double Second) Run(Pass pass)
    {
        var parts = new (double First, double Second)[FixedChunks.Count(rows.NodeCount, ChunkSize)];
        FixedChunks.Run(rows.NodeCount, ChunkSize, threads, (begin, end) => parts[begin / ChunkSize] = pass(begin, end));
        double first = 0, second = 0;
        foreach (var part in parts)
        {
            first += part.First;
            second += part.Second;
        }
        return (first, second);
    }

    /// <summary>next = factor · next; gives Σ |next − before| and Σ next.</summary>
    public (double Change, double Sum) Scale(double[] next, double factor, double[] before) => Run((begin, end) =>
    {
        double change = 0, sum = 0;
        for (var v = begin; v < end; v++)
        {
            next[v] *= factor;
            change += Math.Abs(next[v] - before[v]);
            sum += next[v];
        }
        return (change, sum);
    });

    /// <summary>Four sums side by side, so that additions need not wait for each other; their order depends on the length of the row alone.</summary>
    private double Plain(int node, double[] x)
    {
        var row = rows.Neighbours(node);
        // The builder lets only nodes into rows, and x has a place for each: nothing is read outside x.
        ref var first = ref MemoryMarshal.GetArrayDataReference(x);
        double a = 0, b = 0, c = 0, d = 0;
        var i = 0;
        for (; i + 4 <= row.Length; i += 4)
        {
            a += Unsafe.Add(ref first, row[i]);
            b += Unsafe.Add(ref first, row[i + 1]);
            c += Unsafe.Add(ref first, row[i + 2]);
            d += Unsafe.Add(ref first, row[i + 3]);
        }
        for (; i < row.Length; i++)
            a += Unsafe.Add(ref first, row[i]);
        return a + b + (c + d);
    }

    private double Weighted(int node, double[] x)
    {
        var row = rows.Neighbours(node);
        var weights = rows.NeighbourWeights(node);
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
            sum += weights[i] * x[row[i]];
        return sum;
    }
}
