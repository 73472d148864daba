using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>Scores that are each the sum of those before a node, up to one factor.</summary>
/// <param name="Scores">[n], non-negative, Σ score² = 1; all 0 without edges.</param>
/// <param name="Eigenvalue">The factor: the largest eigenvalue of the adjacency matrix, λ.</param>
/// <param name="HasConverged">False when the last step still changed more than the tolerance, as on graphs without cycles, which have no such scores.</param>
public sealed record EigenvectorScores(ReadOnlyMemory<double> Scores, double Eigenvalue, bool HasConverged);

/// <summary>Ranks nodes by how high those rank that point to them.</summary>
public static class Eigenvector
{
    /// <summary>λ · score(v) = Σ score(u) over edges u → v.</summary>
    /// <param name="graph">n nodes, m edges; edge direction = who vouches for whom. Strongly connected, or scores gather in one part.</param>
    /// <param name="options">Defaults to <see cref="IterationOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">An option is outside its range or a weight is below 0 or no number.</exception>
    /// <remarks>
    /// O(n + m) per step, [2n] scratch. Power iteration on A + (λ / 4) · I: the shift keeps nearly bipartite graphs, whose smallest eigenvalue is
    /// near −λ, from swinging. Source: Bonacich 1972, "Factoring and weighting approaches to status scores and clique identification".
    /// </remarks>
    public static EigenvectorScores Compute(CsrGraph graph, IterationOptions? options = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new IterationOptions();
        options.Check();
        if (options.Weighted)
            NonNegativeWeights.Require(graph);
        var n = graph.NodeCount;
        if (graph.EdgeCount == 0)
            return new EigenvectorScores(new double[n], 0, true);

        var product = new AdjacencyProduct(graph.Transpose, options.Weighted, threads);
        double[] scores = new double[n], next = new double[n];
        Array.Fill(scores, 1 / Math.Sqrt(n));
        var eigenvalue = 0.0;
        var converged = false;
        for (var step = 0; step < options.MaximumSteps && !converged; step++)
        {
            var (squares, along) = product.Run((begin, end) => Multiply(product, scores, next, begin, end));
            eigenvalue = Math.Sqrt(squares);
            // The length of next + shift · scores follows from these sums, since scores has length 1.
            var shift = eigenvalue / 4;
            var length = Math.Sqrt(squares + shift * (2 * along + shift));
            if (length == 0)
                break;
            var (change, sum) = product.Run((begin, end) => Shift(scores, shift, length, next, begin, end));
            converged = change < options.Tolerance * sum;
            (scores, next) = (next, scores);
        }
        return new EigenvectorScores(scores, eigenvalue, converged);
    }

    /// <summary>next = A · scores; gives Σ next² and Σ next · scores.</summary>
    private static (double Squares, double Along) Multiply(AdjacencyProduct product, double[] scores, double[] next, int begin, int end)
    {
        double squares = 0, along = 0;
        for (var v = begin; v < end; v++)
        {
            var received = next[v] = product.Row(v, scores);
            squares += received * received;
            along += received * scores[v];
        }
        return (squares, along);
    }

    /// <summary>next = (next + shift · scores) / length; gives Σ |next − scores| and Σ next.</summary>
    private static (double Change, double Sum) Shift(double[] scores, double shift, double length, double[] next, int begin, int end)
    {
        double change = 0, sum = 0;
        for (var v = begin; v < end; v++)
        {
            next[v] = (next[v] + shift * scores[v]) / length;
            change += Math.Abs(next[v] - scores[v]);
            sum += next[v];
        }
        return (change, sum);
    }
}
