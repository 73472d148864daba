using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>Multiplies vectors by the adjacency matrix, and what iterations need around that.</summary>
/// <param name="rows">Row v lists the nodes that v receives from: the transpose, for scores that go along edges.</param>
/// <param name="weighted">Multiplies by edge weights instead of 1.</param>
/// <param name="threads">Results do not depend on it: each element is summed in row order, vectors in chunk order.</param>
internal sealed class AdjacencyProduct(CsrGraph rows, bool weighted, int threads)
{
    private const int ChunkSize = 1 << 10;

    private readonly bool _weighted = weighted && rows.IsWeighted;

    /// <summary>y[v] = Σ over the row of v of weight · x. O(n + m).</summary>
    public void Multiply(double[] x, double[] y) => FixedChunks.Run(y.Length, ChunkSize, threads, (begin, end) =>
    {
        for (var v = begin; v < end; v++)
            y[v] = _weighted ? Weighted(v, x) : Plain(v, x);
    });

    /// <summary>√Σ x².</summary>
    public double Norm(double[] x) => Math.Sqrt(Sum(x.Length, v => x[v] * x[v]));

    /// <summary>Σ x.</summary>
    public double Sum(double[] x) => Sum(x.Length, v => x[v]);

    /// <summary>Σ |x − y|.</summary>
    public double Difference(double[] x, double[] y) => Sum(x.Length, v => Math.Abs(x[v] - y[v]));

    public void Scale(double[] x, double factor)
    {
        for (var v = 0; v < x.Length; v++)
            x[v] *= factor;
    }

    private double Sum(int size, Func<int, double> term) => FixedChunks.Sum(size, ChunkSize, threads, (begin, end) =>
    {
        var sum = 0.0;
        for (var v = begin; v < end; v++)
            sum += term(v);
        return sum;
    });

    private double Plain(int node, double[] x)
    {
        var sum = 0.0;
        foreach (var u in rows.Neighbours(node))
            sum += x[u];
        return sum;
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
