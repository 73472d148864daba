using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>Hub and authority scores.</summary>
/// <param name="Hubs">[n], non-negative, sums to 1; all 0 without edges.</param>
/// <param name="Authorities">[n], non-negative, sums to 1; all 0 without edges.</param>
/// <param name="HasConverged">False when the last step still changed more than the tolerance.</param>
public sealed record HitsScores(ReadOnlyMemory<double> Hubs, ReadOnlyMemory<double> Authorities, bool HasConverged);

/// <summary>Ranks nodes as hubs, which point to good authorities, and authorities, to which good hubs point.</summary>
public static class Hits
{
    /// <summary>authority(v) ∝ Σ hub(u) over edges u → v; hub(u) ∝ Σ authority(v) over edges u → v.</summary>
    /// <param name="graph">n nodes, m edges; edge direction = who vouches for whom.</param>
    /// <param name="options">Defaults to <see cref="IterationOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">An option is outside its range or a weight is below 0 or no number.</exception>
    /// <remarks>O(n + m) per step, [3n] scratch. Source: Kleinberg 1999, "Authoritative sources in a hyperlinked environment"; scaled to sum 1 as networkx.</remarks>
    public static HitsScores Compute(CsrGraph graph, IterationOptions? options = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new IterationOptions();
        options.Check();
        if (options.Weighted)
            NonNegativeWeights.Require(graph);
        var n = graph.NodeCount;
        if (graph.EdgeCount == 0)
            return new HitsScores(new double[n], new double[n], true);

        var fromHubs = new AdjacencyProduct(graph.Transpose, options.Weighted, threads);
        var fromAuthorities = new AdjacencyProduct(graph, options.Weighted, threads);
        double[] hubs = new double[n], next = new double[n], authorities = new double[n];
        Array.Fill(hubs, 1.0 / n);
        var converged = false;
        for (var step = 0; step < options.MaximumSteps && !converged; step++)
        {
            Multiply(fromHubs, hubs, authorities);
            var sum = Multiply(fromAuthorities, authorities, next);
            if (sum == 0)
                break;
            converged = fromHubs.Scale(next, 1 / sum, before: hubs).Change < options.Tolerance;
            (hubs, next) = (next, hubs);
        }
        var total = Multiply(fromHubs, hubs, authorities);
        for (var v = 0; v < n && total > 0; v++)
            authorities[v] /= total;
        return new HitsScores(hubs, authorities, converged);
    }

    /// <summary>y = rows · x; gives Σ y.</summary>
    private static double Multiply(AdjacencyProduct rows, double[] x, double[] y) => rows.Run((begin, end) =>
    {
        var sum = 0.0;
        for (var v = begin; v < end; v++)
            sum += y[v] = rows.Row(v, x);
        return (sum, 0);
    }).First;
}
