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
            product.Multiply(scores, next);
            eigenvalue = product.Norm(next);
            for (var v = 0; v < n; v++)
                next[v] += eigenvalue / 4 * scores[v];
            var norm = product.Norm(next);
            if (norm == 0)
                break;
            product.Scale(next, 1 / norm);
            converged = product.Difference(scores, next) < options.Tolerance * product.Sum(next);
            (scores, next) = (next, scores);
        }
        return new EigenvectorScores(scores, eigenvalue, converged);
    }
}
